import type { Permission } from '../app/index.ts'

/** A path of the API as the description tells it; `answers` and `takes` name shapes. */
export type Operation = {
  readonly method: 'get' | 'post'
  /** What whoever asks must be permitted. */
  readonly needs: Permission
  readonly path: string
  readonly id: string
  readonly summary: string
  readonly takes?: string
  /** It was signed as it stands, and YAML would not be that. */
  readonly takesJsonAlone?: true
  /** The body may be YAML as well as JSON. */
  readonly answers: string | null
  readonly status?: number
  readonly query?: readonly {
    readonly name: string
    readonly about: string
    readonly isRequired?: boolean
    readonly type?: 'integer'
  }[]
  readonly refuses: readonly number[]
  /** The shape of its refusals, where it keeps a contract of others; absent: `problem`. */
  readonly refusesWith?: string
}
