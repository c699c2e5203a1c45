import { type Day, dayAt } from '../../base/index.ts'

/** The civil day of an instant where the law that is applied counts its days: that of the United States. */
export function officeDay(instant: string): Day {
  return dayAt(instant, 'America/New_York')
}
