import type { Fault } from './fault.ts'
import { readRigFile } from './read.ts'

/** What `loxrig check` found in several files, file by file in the order given. */
export interface CheckResult {
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

export function checkFiles(paths: readonly string[]): CheckResult {
  const readings = paths.map((path) => readRigFile(path))
  return { faults: readings.flatMap(({ faults }) => faults), lints: readings.flatMap(({ lints }) => lints) }
}
