import type { LintCode } from './lints/codes.ts'

/** Where something is in a file; line and column count from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One thing that is wrong with a file, or with a lint: that is allowed, but seldom meant. */
export interface Fault extends Position {
  readonly code: FaultCode
  readonly message: string
  /** Of a lint: what to do about it, a sentence. */
  readonly mend?: string
  /** Of a lint: who and what it is about, `Anna`, `group:Staff`, `access:Front Door`. */
  readonly names?: readonly string[]
}

export type FaultCode =
  // The file and its YAML
  | 'FILE_UNREADABLE'
  | 'FILE_TOO_LARGE'
  | 'SECRETS_MODE' // others may read the secrets file
  | 'YAML_SYNTAX'
  | 'DUPLICATE_KEY'
  // Its shape
  | 'UNKNOWN_KEY'
  | 'MISSING_KEY'
  | 'WRONG_TYPE'
  | 'INVALID_VALUE'
  // What it says
  | 'NOT_FOUND'
  | 'NAME_TAKEN'
  | 'SERIAL_INVALID'
  | 'DUPLICATE_SERIAL'
  | 'TIME_ZONE_UNKNOWN'
  | 'TAG_INVALID'
  | 'IBUTTON_INVALID'
  | 'SCHEDULE_INVALID'
  | 'DATE_INVALID'
  | 'READER_TAKEN'
  | 'FORBIDDEN'
  | 'DEVICE_PERMISSION_PRINCIPAL'
  | 'WIRE_TYPE' // what goes over a wire does not fit the input
  | 'INPUT_TAKEN' // several wires say a number or a text
  | 'LOGIC_LOOP' // wires go round in a circle
  | 'MEMBER_EXISTS'
  | 'NOT_A_MEMBER' // a site refers to one that is in no Trust with it
  | 'MEMBER_IS_MANAGER'
  | 'GEN1_NOT_SUPPORTED'
  | 'FIRMWARE_TOO_OLD'
  // Scenarios
  | 'UNSUPPORTED' // in the language already, not built yet
  | 'SLEEP' // time passes by name only
  | 'RETRY' // what fails once has failed
  | 'TIME_PAST' // waits for a time that is over
  | 'NOTHING_TO_WAIT_FOR' // expects something before anything was done
  | 'EXPIRED' // a quarantine that is over
  // A check of the rig file that is not so
  | 'CHECK_FAILED'
  // Lints
  | LintCode
  | 'ACCEPTANCE_UNUSED'

/** `rigs/two-sites.yaml:6:5: UNKNOWN_KEY: sentence`, as editors and CI machines read it. */
export function printFault({ file, line, column, code, message, mend }: Fault): string {
  return `${file}:${line}:${column}: ${code}: ${message}${mend === undefined ? '' : ` ${mend}`}`
}

/** In the order of reading: by file, line and column. */
export function inOrder(faults: Iterable<Fault>): Fault[] {
  return [...faults].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
