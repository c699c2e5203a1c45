/** Whether a thrown value is a system or database error with this code: `ENOENT`, `57P03`. */
export function hasErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code))
}
