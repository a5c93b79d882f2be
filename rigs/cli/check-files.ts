import { readSource } from '../rig-file/document.ts'
import { type Fault, inOrder, printFault } from '../rig-file/fault.ts'
import { type ReadFile, readFromDisk } from '../rig-file/files.ts'
import { parseRigFile } from '../rig-file/read.ts'
import { Program } from '../rig-file/schema/program.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import { parseScenario } from '../scenario/read.ts'

/** What `loxrig check` found in several files, file by file in the order given. */
export interface CheckResult {
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

/** Checks rig, program and scenario files, each by what is in it. What two of them name is told once. */
export function checkFiles(paths: readonly string[]): CheckResult {
  const results = paths.map(checkFile)
  return {
    faults: onlyOnce(results.flatMap(({ faults }) => faults)),
    lints: onlyOnce(results.flatMap(({ lints }) => lints)),
  }
}

function checkFile(path: string): CheckResult {
  const file = readFromDisk(path)
  if ('code' in file) return { faults: [{ file: path, line: 1, column: 1, ...file }], lints: [] }
  const { document } = readSource(file.text, path)
  return CHECKS[kindOf(document?.value)](file.text, path, readFromDisk)
}

type Kind = 'rig' | 'program' | 'scenario'

const CHECKS: { readonly [Each in Kind]: (text: string, path: string, readFile: ReadFile) => CheckResult } = {
  rig: parseRigFile,
  program: checkProgram,
  scenario: parseScenario,
}

const SCENARIO_KEYS = ['scenario', 'steps']
const RIG_KEYS = ['version', 'rig', 'sites']
const PROGRAM_KEYS = Object.keys(Program.shape)

/** By its keys; what is neither a scenario nor a program is taken for a rig file, which says what is wrong with it. */
function kindOf(value: unknown): Kind {
  const has = (keys: readonly string[]): boolean =>
    typeof value === 'object' && value !== null && keys.some((key) => Object.hasOwn(value, key))
  if (has(SCENARIO_KEYS)) return 'scenario'
  return has(PROGRAM_KEYS) && !has(RIG_KEYS) ? 'program' : 'rig'
}

/** Its shape; whether there is what it names can only be said of the whole rig. */
function checkProgram(text: string, path: string): CheckResult {
  const { document, faults } = readSource(text, path)
  const findings = document === undefined ? [] : checkShape(Program, document.value).findings
  const placed = findings.flatMap((finding) => document?.place(finding) ?? [])
  return { faults: inOrder([...faults, ...placed]), lints: [] }
}

function onlyOnce(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [printFault(fault), fault])).values()]
}
