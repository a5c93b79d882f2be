import type { FaultCode } from './fault.ts'

/** A way from the root of a rig file to something in it, by keys and indices. */
export type Path = readonly (string | number)[]

/** A fault as checks see it, before a place in a file is found for it. */
export interface Finding {
  readonly path: Path
  /** Whether the thing itself is wrong, or the key it stands under. */
  readonly at: 'key' | 'value'
  readonly code: FaultCode
  readonly message: string
  /** Of a lint: what to do about it. */
  readonly mend?: string
  /** Of a lint: who and what it is about, as `for:` of an acceptance names them. */
  readonly names?: readonly string[]
}

export function atValue(path: Path, code: FaultCode, message: string): Finding {
  return { path, at: 'value', code, message }
}

export function atKey(path: Path, code: FaultCode, message: string): Finding {
  return { path, at: 'key', code, message }
}
