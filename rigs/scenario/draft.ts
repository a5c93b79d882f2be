import { resolve } from 'node:path'
import { readSource, type SourceDocument } from '../rig-file/document.ts'
import type { Fault } from '../rig-file/fault.ts'
import type { ReadFile } from '../rig-file/files.ts'
import { atValue, type Finding } from '../rig-file/finding.ts'
import { parseRigFile } from '../rig-file/read.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { builtScenario } from './build.ts'
import { withWaits } from './checks/at.ts'
import { checkFaults } from './checks/faults.ts'
import { checkFiles } from './checks/files.ts'
import { checkNames } from './checks/names.ts'
import { type CheckedStep, checkSteps, eachStep } from './checks/steps.ts'
import { checkTimes } from './checks/times.ts'
import { checkWaits } from './checks/waits.ts'
import { isMap } from './checks/worded.ts'
import { checkHeader } from './header.ts'
import { withMoreCredentials } from './more-credentials.ts'
import { isOpen } from './open-scenario.ts'
import { pathFrom } from './path-from.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'

/** What reading a file asks of the outside. */
export interface Reading {
  readonly readFile: ReadFile
  /** The day that quarantines are compared with, `2026-10-23`. */
  readonly today: string
  /** What was read before, by its path: variants have a rig in common. */
  readonly rigs: Map<string, RigOfScenario>
  /** Which findings count. */
  readonly regards: (finding: Finding) => boolean
}

/** A file that was looked at, with all that is wrong in it and in the files that it names. */
export interface Draft {
  /** Exactly when there are no faults. */
  readonly scenario?: Scenario
  readonly rigPath?: string
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

/**
 * Looks at a file whose names have values.
 *
 * @param chain paths of the files that start from this one, and its own
 */
export function draftOf(document: SourceDocument, reading: Reading, chain = [resolve(document.file)]): Draft {
  const header = checkHeader(document, reading.today)
  const rig = readRig(document, reading)
  const origin = readOrigin(document, reading, chain)
  const values = isMap(document.value) && Array.isArray(document.value.steps) ? document.value.steps : []
  const { findings, steps } = checkSteps(values)
  const before = origin.scenario
  const startWallMs = before?.startWallMs ?? header.startWallMs
  const own = rig.file === undefined ? steps : withWaits(steps, rig.file)
  const isStanding = rig.file !== undefined && (before !== undefined || !origin.isNamed)
  const meaning = isStanding ? checkMeaning(before, own, rig.file, startWallMs) : []
  const files = checkFiles(eachStep(steps), document.file, reading.readFile)
  const found = [...header.findings, ...rig.findings, ...origin.findings, ...findings, ...meaning, ...files]
  const placed = [...found, ...apart(document, rig.path, origin)].filter(reading.regards)
  const faults = [...rig.faults, ...origin.faults, ...placed.map((finding) => document.place(finding))]
  const rest = { ...(rig.path !== undefined && { rigPath: rig.path }), faults, lints: rig.lints }
  if (faults.length > 0 || rig.file === undefined || startWallMs === undefined) return rest
  return { ...rest, scenario: builtScenario(document, { rig: rig.file, startWallMs, steps: own, before }) }
}

interface Origin extends Draft {
  /** Whether the file starts from another. */
  readonly isNamed: boolean
  /** What is wrong with its name. */
  readonly findings: readonly Finding[]
}

/** The file whose steps come first. */
function readOrigin({ value, file }: SourceDocument, reading: Reading, chain: readonly string[]): Origin {
  const nothing = { isNamed: true, findings: [], faults: [], lints: [] } as const
  const written = isMap(value) ? value['start-from'] : undefined
  if (typeof written !== 'string') return { ...nothing, isNamed: written !== undefined }
  const refuse = (code: Finding['code'], message: string): Origin => ({
    ...nothing,
    findings: [atValue(['start-from'], code, message)],
  })
  const path = pathFrom(file, written)
  if (chain.includes(resolve(path))) return refuse('INVALID_VALUE', `"start-from" leads back to ${path}.`)
  const text = reading.readFile(path)
  if ('code' in text) return refuse(text.code, text.message)
  const source = readSource(text.text, path)
  if (source.document === undefined) return { ...nothing, faults: source.faults }
  if (isOpen(source.document))
    return refuse('UNSUPPORTED', `"start-from" is ${path}, which is open and has no end yet.`)
  if (isMap(source.document.value) && source.document.value.variants !== undefined)
    return refuse('INVALID_VALUE', `"start-from" is ${path}, which has variants and so no one end.`)
  const draft = draftOf(source.document, { ...reading, regards: () => true }, [...chain, resolve(path)])
  return { ...nothing, ...draft, faults: [...source.faults, ...draft.faults] }
}

interface RigOfScenario {
  readonly path?: string
  readonly file?: RigFile
  readonly findings: readonly Finding[]
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

function readRig({ value, file }: SourceDocument, { readFile, rigs }: Reading): RigOfScenario {
  const written = isMap(value) ? value.rig : undefined
  if (typeof written !== 'string') return { findings: [], faults: [], lints: [] }
  const path = pathFrom(file, written)
  const known = rigs.get(path) ?? rigAt(path, readFile)
  rigs.set(path, known)
  const secrets = isMap(value) ? value.secrets : undefined
  if (typeof secrets !== 'string' || known.file === undefined) return known
  const { rig, absent, faults } = withMoreCredentials(known.file, pathFrom(file, secrets), readFile)
  const findings = absent === undefined ? [] : [atValue(['secrets'], absent.code, absent.message)]
  return { path, ...(rig !== undefined && { file: rig }), findings, faults, lints: known.lints }
}

function rigAt(path: string, readFile: ReadFile): RigOfScenario {
  const text = readFile(path)
  if ('code' in text) return { path, findings: [atValue(['rig'], text.code, text.message)], faults: [], lints: [] }
  const { rig, faults, lints } = parseRigFile(text.text, path, readFile)
  return { path, ...(rig !== undefined && { file: rig }), findings: [], faults, lints }
}

/** Where a file and what it starts from do not go together. */
function apart(
  { value }: SourceDocument,
  rigPath: string | undefined,
  { scenario, rigPath: other }: Origin,
): Finding[] {
  if (scenario === undefined || rigPath === undefined || other === undefined) return []
  const findings: Finding[] = []
  if (resolve(rigPath) !== resolve(other))
    findings.push(atValue(['rig'], 'INVALID_VALUE', `"rig" is ${rigPath}, but ${scenario.path} has ${other}.`))
  const lanes = isMap(value) && Array.isArray(value.lanes) ? value.lanes : undefined
  if (lanes !== undefined && scenario.lanes !== undefined && !scenario.lanes.some((lane) => lanes.includes(lane)))
    findings.push(
      atValue(
        ['lanes'],
        'INVALID_VALUE',
        `"lanes" has none of ${scenario.lanes.join(', ')}, where ${scenario.path} runs.`,
      ),
    )
  return findings
}

/** What is wrong with the file's own steps, when those of the file it starts from have been taken before. */
function checkMeaning(
  before: Scenario | undefined,
  own: readonly CheckedStep[],
  rig: RigFile,
  startWallMs: number | undefined,
): Finding[] {
  const earlier = (before?.steps ?? []).map(takenElsewhere)
  const steps = [...earlier, ...own]
  const times = startWallMs === undefined ? [] : checkTimes(steps, rig, startWallMs)
  const findings = [...checkNames(eachStep(steps), rig), ...checkWaits(steps), ...checkFaults(steps, rig), ...times]
  return findings.filter(({ path }) => path[0] !== ELSEWHERE)
}

function takenElsewhere({ word, input, refused, inner }: ScenarioStep): CheckedStep {
  const value = { ...input, refused }
  return { word, value, path: [ELSEWHERE], ...(inner !== undefined && { inner: inner.map(takenElsewhere) }) }
}

/** Its faults are found when it is read by itself. */
const ELSEWHERE = 'elsewhere'
