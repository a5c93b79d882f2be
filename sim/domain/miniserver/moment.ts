import type { Stamp } from '../time.ts'
import type { Env } from './env.ts'

/** The instant of an input and what may be asked meanwhile; handed down together. */
export interface Moment {
  readonly at: Stamp
  readonly env: Env
}
