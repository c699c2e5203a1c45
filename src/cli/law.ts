/** The law alone, so that commands which need no lists and no database load neither. */
export { openLaw } from '../app/index.ts'
