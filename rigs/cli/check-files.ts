import type { CheckFailure } from '../checks/failure.ts'
import type { CheckRun } from '../checks/run-checks.ts'
import { readSource } from '../rig-file/document.ts'
import { type Fault, inOrder, printFault } from '../rig-file/fault.ts'
import { type ReadFile, readFromDisk } from '../rig-file/files.ts'
import type { Finding } from '../rig-file/finding.ts'
import { lintProgramFile } from '../rig-file/lint-program-file.ts'
import { parseRigFile } from '../rig-file/read.ts'
import { Program } from '../rig-file/schema/program.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import type { RigFile, RigProgram } from '../rig-file/shape.ts'
import { parseScenario } from '../scenario/read.ts'

/** What `loxrig check` found in several files, file by file in the order given. */
export interface CheckResult {
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
  /** Rig files without faults that have checks: to be started and asked. */
  readonly asking: readonly AskingFile[]
}

interface AskingFile {
  readonly rig: RigFile
  readonly place: (finding: Finding) => Fault
}

/** Checks rig, program and scenario files, each by what is in it. What two of them name is told once. */
export function checkFiles(paths: readonly string[], readFile: ReadFile = readFromDisk): CheckResult {
  const results = paths.map((path) => checkFile(path, readFile))
  return {
    faults: onlyOnce(results.flatMap(({ faults }) => faults)),
    lints: onlyOnce(results.flatMap(({ lints }) => lints)),
    asking: results.flatMap(({ asking }) => asking ?? []),
  }
}

/**
 * Looks at the checks of these rig files, each rig started in the virtual world and gone afterwards.
 *
 * @param nowMs from when on `always` is, milliseconds since 1970 UTC
 */
export async function runChecksOf({ asking }: Pick<CheckResult, 'asking'>, nowMs: number): Promise<CheckRun> {
  if (asking.length === 0) return { passed: 0, failures: [] }
  const { runChecks } = await import('../checks/run-checks.ts')
  let passed = 0
  const failures: CheckFailure[] = []
  for (const { rig, place } of asking) {
    const run = await runChecks(rig, place, nowMs)
    passed += run.passed
    failures.push(...run.failures)
  }
  return { passed, failures }
}

interface FileResult extends Pick<CheckResult, 'faults' | 'lints'> {
  readonly asking?: AskingFile
}

function checkFile(path: string, readFile: ReadFile): FileResult {
  const file = readFile(path)
  if ('code' in file) return { faults: [{ file: path, line: 1, column: 1, ...file }], lints: [] }
  const { document } = readSource(file.text, path)
  return CHECKS[kindOf(document?.value)](file.text, path, readFile)
}

type Kind = 'rig' | 'program' | 'scenario'

const CHECKS: { readonly [Each in Kind]: (text: string, path: string, readFile: ReadFile) => FileResult } = {
  rig: checkRig,
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

function checkRig(text: string, path: string, readFile: ReadFile): FileResult {
  const { rig, place, faults, lints } = parseRigFile(text, path, readFile)
  const isAsking = rig !== undefined && place !== undefined && (rig.checks ?? []).length > 0
  return { faults, lints, ...(isAsking && { asking: { rig, place } }) }
}

/** Its shape, and what of it is seldom meant whatever the rest of the rig is; whether there is what it names only the whole rig tells. */
function checkProgram(text: string, path: string): FileResult {
  const { document, faults } = readSource(text, path)
  if (document === undefined) return { faults: inOrder(faults), lints: [] }
  const { findings, rest } = checkShape(Program, document.value)
  const all = [...faults, ...findings.map((finding) => document.place(finding))]
  const lints = all.length > 0 ? [] : lintProgramFile(rest as RigProgram).map((finding) => document.place(finding))
  return { faults: inOrder(all), lints: inOrder(lints) }
}

function onlyOnce(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [printFault(fault), fault])).values()]
}
