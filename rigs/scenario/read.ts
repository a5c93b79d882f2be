import { dirname, isAbsolute, join } from 'node:path'
import { RigError } from '../../sim/domain/errors.ts'
import { readSource, type SourceDocument } from '../rig-file/document.ts'
import { type Fault, inOrder, printFault } from '../rig-file/fault.ts'
import { FILE_SIZE_MAX, type ReadFile, readFromDisk } from '../rig-file/files.ts'
import { atKey, atValue, type Finding } from '../rig-file/finding.ts'
import { parseRigFile } from '../rig-file/read.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import type { RigFile } from '../rig-file/shape.ts'
import { checkNames } from './checks/names.ts'
import { type CheckedStep, checkSteps } from './checks/steps.ts'
import { checkTimes } from './checks/times.ts'
import { isMap } from './checks/worded.ts'
import { startInstant } from './instants.ts'
import { LATER_KEYS } from './other-words.ts'
import type { Scenario, ScenarioStep } from './scenario.ts'
import { ScenarioFile } from './schema.ts'
import { shownStep } from './shown.ts'

/** What a scenario file says, or everything that is wrong with it and its rig file. Both are in the order of reading. */
export interface ScenarioReading {
  /** Exactly when there are no faults. */
  readonly scenario?: Scenario
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

/** Reads and checks a scenario file and its rig file, from this machine's disk. */
export function readScenario(path: string): ScenarioReading {
  const file = readFromDisk(path)
  if ('code' in file) return { faults: [{ file: path, line: 1, column: 1, ...file }], lints: [] }
  return parseScenario(file.text, path, readFromDisk)
}

/**
 * Checks the text of a scenario file: every fault at once, each with its place. Nothing of it runs while there are any.
 *
 * @param path where the text is from, for messages and for the path of the rig file
 * @param readFile reads the rig file and what that names
 */
export function parseScenario(text: string, path: string, readFile: ReadFile): ScenarioReading {
  if (Buffer.byteLength(text) > FILE_SIZE_MAX)
    return {
      faults: [{ file: path, line: 1, column: 1, code: 'FILE_TOO_LARGE', message: 'It has more than 10 MiB.' }],
      lints: [],
    }
  const source = readSource(text, path)
  if (source.document === undefined) return { faults: inOrder(source.faults), lints: [] }

  const { document } = source
  const header = checkHeader(document)
  const rig = readRig(document, readFile)
  const values = isMap(document.value) && Array.isArray(document.value.steps) ? document.value.steps : []
  const { findings, steps } = checkSteps(values)
  const meaning = rig.file === undefined ? [] : checkMeaning(steps, rig.file, header.startWallMs)
  const found = [...header.findings, ...rig.findings, ...findings, ...meaning]
  const faults = [...source.faults, ...rig.faults, ...found.map((finding) => document.place(finding))]
  if (faults.length > 0 || rig.file === undefined || header.startWallMs === undefined)
    return { faults: inOrder(faults), lints: rig.lints }
  return { scenario: built(document, rig.file, header.startWallMs, steps), faults: [], lints: rig.lints }
}

/** A scenario that is known to be right. Throws RigError `RIG_INVALID` with every fault, one a line. */
export function loadScenario(path: string): Scenario {
  const { scenario, faults } = readScenario(path)
  if (scenario !== undefined) return scenario
  throw new RigError('RIG_INVALID', faults.map(printFault).join('\n'))
}

function checkHeader({ value }: SourceDocument): { findings: readonly Finding[]; startWallMs?: number } {
  const findings = checkShape(ScenarioFile, value).findings.map((finding) => {
    const key = String(finding.path[0])
    if (finding.code !== 'UNKNOWN_KEY' || !LATER_KEYS.includes(key)) return finding
    return atKey(finding.path, 'UNSUPPORTED', `"${key}" is a key of the language that is not built yet.`)
  })
  const start = isMap(value) ? value.start : undefined
  if (typeof start !== 'string' || findings.some(({ path }) => path[0] === 'start')) return { findings }
  const startWallMs = startInstant(start)
  if (startWallMs !== undefined) return { findings, startWallMs }
  const message = '"start" is no time of the calendar, or has no zone: write it as "2026-10-23T07:30[Europe/Vienna]".'
  return { findings: [...findings, atValue(['start'], 'INVALID_VALUE', message)] }
}

interface RigOfScenario {
  readonly file?: RigFile
  readonly findings: readonly Finding[]
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

function readRig({ value, file }: SourceDocument, readFile: ReadFile): RigOfScenario {
  const written = isMap(value) ? value.rig : undefined
  if (typeof written !== 'string') return { findings: [], faults: [], lints: [] }
  const path = isAbsolute(written) ? written : join(dirname(file), written)
  const text = readFile(path)
  if ('code' in text) return { findings: [atValue(['rig'], text.code, text.message)], faults: [], lints: [] }
  const { rig, faults, lints } = parseRigFile(text.text, path, readFile)
  return { ...(rig !== undefined && { file: rig }), findings: [], faults, lints }
}

function checkMeaning(steps: readonly CheckedStep[], rig: RigFile, startWallMs: number | undefined): Finding[] {
  return [...checkNames(steps, rig), ...(startWallMs === undefined ? [] : checkTimes(steps, rig, startWallMs))]
}

function built(document: SourceDocument, rig: RigFile, startWallMs: number, steps: readonly CheckedStep[]): Scenario {
  const { scenario: title, proves = [], trusts } = ScenarioFile.parse(document.value)
  return {
    path: document.file,
    title,
    proves,
    rig,
    startWallMs,
    trustsByHand: trusts === 'by-hand',
    steps: steps.map(({ word, value: { refused, ...value }, path }): ScenarioStep => {
      const shown = shownStep(value, rig)
      const { file, line, column } = document.place(atValue(path, 'INVALID_VALUE', ''))
      return {
        word,
        input: word.schema.parse(value),
        ...(typeof refused === 'string' && { refused }),
        text: word.tell(shown),
        shown,
        place: { file, line, column },
      }
    }),
  }
}
