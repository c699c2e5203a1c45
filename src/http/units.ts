/** Units as measurement names end with them. */
const UNITS = [
  { suffix: 'Hz', symbol: 'Hz' },
  { suffix: 'Khz', symbol: 'kHz' },
  { suffix: 'Ghz', symbol: 'GHz' },
  { suffix: 'Mm', symbol: 'mm' },
  { suffix: 'Cm', symbol: 'cm' },
  { suffix: 'Inches', symbol: 'in' },
  { suffix: 'Km', symbol: 'km' },
  { suffix: 'Kg', symbol: 'kg' },
  { suffix: 'Nm', symbol: 'nm' },
  { suffix: 'Percent', symbol: '%' },
  { suffix: 'Usd', symbol: 'USD' },
  { suffix: 'Tops', symbol: 'TOPS' },
  { suffix: 'Mrad', symbol: 'mrad' },
  { suffix: 'Mpa', symbol: 'MPa' },
  { suffix: 'NewtonSeconds', symbol: 'N·s' },
  { suffix: 'Elements', symbol: 'elements' },
] as const

/** The unit a measurement's name ends with; `null`: it is a yes or a no, or a bare word. */
export function unitOf(name: string): (typeof UNITS)[number] | null {
  return UNITS.find(({ suffix }) => name.endsWith(suffix) && name.length > suffix.length) ?? null
}
