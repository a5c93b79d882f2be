import { RigError } from '../../sim/domain/errors.ts'
import { readSource, type SourceDocument } from '../rig-file/document.ts'
import { type Fault, inOrder, printFault } from '../rig-file/fault.ts'
import { FILE_SIZE_MAX, type ReadFile, readFromDisk } from '../rig-file/files.ts'
import type { Finding } from '../rig-file/finding.ts'
import { valueAt } from '../rig-file/path.ts'
import { draftOf, type Reading } from './draft.ts'
import { isOpen, type OpenScenario, openInWords, readOpenScenario } from './open-scenario.ts'
import { usesIn } from './placeholders.ts'
import type { Scenario } from './scenario.ts'
import { mergedFaults, variantsOf } from './variants.ts'

/** What a scenario file says, or everything that is wrong with it and the files it names. Faults and lints are in the order of reading. */
export interface ScenarioReading {
  /** One, or one of each variant; none exactly when there are faults or it is open. */
  readonly scenarios: readonly Scenario[]
  /** Exactly when there are no faults and it is open. */
  readonly open?: OpenScenario
  readonly faults: readonly Fault[]
  readonly lints: readonly Fault[]
}

/** Reads and checks a scenario file and the files it names, from this machine's disk and by its calendar. */
export function readScenario(path: string): ScenarioReading {
  const file = readFromDisk(path)
  if ('code' in file) return { scenarios: [], faults: [{ file: path, line: 1, column: 1, ...file }], lints: [] }
  return parseScenario(file.text, path, readFromDisk)
}

/**
 * Checks the text of a scenario file: every fault at once, each with its place. Nothing of it runs while there are any.
 *
 * @param path where the text is from, for messages and for the paths in it
 * @param readFile reads the rig file, what that names, and the scenario file that this one starts from
 * @param today the day that quarantines are compared with, `2026-10-23`
 */
export function parseScenario(text: string, path: string, readFile: ReadFile, today = todayUtc()): ScenarioReading {
  if (Buffer.byteLength(text) > FILE_SIZE_MAX) {
    const message = 'It has more than 10 MiB.'
    return { scenarios: [], faults: [{ file: path, line: 1, column: 1, code: 'FILE_TOO_LARGE', message }], lints: [] }
  }
  const { document, faults } = readSource(text, path)
  if (document === undefined) return { scenarios: [], faults: inOrder(faults), lints: [] }
  if (isOpen(document)) return openReading(document, faults)
  return wholeReading(document, faults, { readFile, today, rigs: new Map(), regards: () => true })
}

/** The scenarios of a file that is known to be right: one, or one of each variant. Throws as `loadScenario`. */
export function loadScenarios(path: string): readonly Scenario[] {
  const { scenarios, open, faults } = readScenario(path)
  if (open !== undefined) throw new RigError('UNSUPPORTED', `${path}: ${openInWords(open)}`)
  if (faults.length > 0) throw new RigError('RIG_INVALID', faults.map(printFault).join('\n'))
  return scenarios
}

/**
 * The one scenario of a file that is known to be right. Throws RigError `RIG_INVALID` with every fault, one a line, `UNSUPPORTED`
 * where it is open, and `USAGE` where it has several variants.
 */
export function loadScenario(path: string): Scenario {
  const [scenario, ...others] = loadScenarios(path)
  if (scenario !== undefined && others.length === 0) return scenario
  throw new RigError('USAGE', `${path} has ${others.length + 1} variants; load them all`)
}

function openReading(document: SourceDocument, before: readonly Fault[]): ScenarioReading {
  const { open, findings } = readOpenScenario(document)
  const faults = inOrder([...before, ...findings.map((finding) => document.place(finding))])
  return { scenarios: [], ...(open !== undefined && faults.length === 0 && { open }), faults, lints: [] }
}

function wholeReading(document: SourceDocument, before: readonly Fault[], reading: Reading): ScenarioReading {
  const { variants, findings } = variantsOf(document)
  const table = findings.map((finding) => document.place(finding))
  const regards = findings.length === 0 ? reading.regards : (finding: Finding) => isKnown(document, finding)
  const drafts = variants.map(({ name, document }) => ({
    ...(name !== undefined && { name }),
    ...draftOf(document, { ...reading, regards }),
  }))
  const faults = inOrder([...before, ...table, ...mergedFaults(drafts)])
  const [lints] = drafts.map((draft) => inOrder(draft.lints))
  if (faults.length > 0) return { scenarios: [], faults, lints: lints ?? [] }
  const scenarios = drafts.flatMap(({ name, scenario }): Scenario[] => {
    if (scenario === undefined) return []
    return [name === undefined ? scenario : { ...scenario, title: `${scenario.title}: ${name}`, variant: name }]
  })
  return { scenarios, faults, lints: lints ?? [] }
}

/** While the table of variants is wrong, nothing is said about what has its values. */
function isKnown({ value }: SourceDocument, { path, code }: Finding): boolean {
  return code !== 'TIME_PAST' && usesIn(valueAt(value, path)).length === 0
}

function todayUtc(): string {
  return new Date().toISOString().slice(0, 10)
}
