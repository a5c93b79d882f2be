import { basename } from 'node:path'
import { parse } from 'yaml'
import type { Scenario } from '../../rigs/scenario/scenario.ts'
import { filesUnder } from '../source/files.ts'

/** A scenario file as its head states it. */
export interface StatedScenario {
  readonly path: string
  readonly proves: readonly string[]
  /** Decisions that its expectation rests on. */
  readonly restsOn: readonly string[]
  /** What it waits for, or why it is set aside: it proves nothing. */
  readonly open?: string
}

/** One row of the catalogue of corner cases: its number, and the decisions it names where no source says what is expected. */
export interface CatalogueRow {
  readonly number: string
  readonly isOpen: boolean
  readonly decisions: readonly string[]
}

/** What is wrong with a scenario file, in a sentence that begins with its path. */
export interface ScenarioFault {
  readonly path: string
  readonly sentence: string
}

const CATALOGUE = 'test/scenarios/catalogue/'
const NUMBERS_MAX = 3

/** Every scenario of the suite `rig`, from the root of the project. Rig files that only scenarios use stand in `rigs/`. */
export function scenarioFiles(): string[] {
  return filesUnder('test/scenarios', '.yaml').filter((path) => !path.startsWith('test/scenarios/rigs/'))
}

/** What scenarios need that the suite does not have: it runs them on the virtual lane, with nobody at a real reader. */
export function absentInSuite(scenarios: readonly Pick<Scenario, 'needs' | 'lanes'>[]): string[] {
  const needs = scenarios.flatMap((each) => each.needs).filter((need) => need !== 'faults')
  const lanes = scenarios.flatMap((each) => (each.lanes?.includes('virtual') === false ? each.lanes : []))
  return [...new Set([...needs, ...lanes.map((lane) => `the ${lane} lane`)])]
}

/** Reads the head of a scenario file that is known to be right. `absent`: what it needs that the suite does not have. */
export function readStated(path: string, text: string, absent: readonly string[] = []): StatedScenario {
  const { proves = [], 'rests-on': restsOn = [], open, quarantine } = parse(text)
  const notRun = absent.length === 0 ? undefined : `no suite runs it: it needs ${absent.join(', ')}`
  const why: string | undefined = open ?? (quarantine === undefined ? notRun : 'it is in quarantine')
  return { path, proves, restsOn, ...(why !== undefined && { open: why }) }
}

/** The rows of docs/scenarios.md that begin with a C number. */
export function readRows(page: string): CatalogueRow[] {
  return [...page.matchAll(/^\| (C\d+[a-d]?) \|(.*)$/gm)].map(([, number = '', row = '']) => ({
    number,
    isOpen: row.includes('**OPEN**'),
    decisions: [...new Set(row.match(/\b(?:P|AMB)-\d+\b/g))],
  }))
}

/** Each row has one file in the catalogue, which names the row's decisions; no file claims what no page lists, or too much. */
export function faultsOfScenarios(
  scenarios: readonly StatedScenario[],
  rows: readonly CatalogueRow[],
  known: ReadonlySet<string>,
): ScenarioFault[] {
  return [...scenarios.flatMap((each) => faultsOf(each, known)), ...rows.flatMap((row) => faultsOfRow(row, scenarios))]
}

function faultsOf({ path, proves, restsOn }: StatedScenario, known: ReadonlySet<string>): ScenarioFault[] {
  const unknown = [...proves, ...restsOn].filter((number) => !known.has(number))
  const tooMany = proves.length > NUMBERS_MAX ? [`proves ${proves.length} numbers, ${NUMBERS_MAX} is the most`] : []
  const unlisted = unknown.length > 0 ? [`names ${unknown.join(', ')}, which no page lists`] : []
  return [...tooMany, ...unlisted].map((sentence) => ({ path, sentence }))
}

function faultsOfRow(row: CatalogueRow, scenarios: readonly StatedScenario[]): ScenarioFault[] {
  const files = scenarios.filter(({ path }) => numberOf(path) === row.number)
  const [file] = files
  const path = file?.path ?? CATALOGUE
  const fault = (sentence: string): ScenarioFault[] => [{ path, sentence }]
  if (file === undefined) return fault(`has no file for ${row.number}`)
  if (files.length > 1) return fault(`${row.number} has ${files.length} files, one is the rule`)
  if (!file.proves.includes(row.number)) return fault(`does not claim ${row.number}, which its name says`)
  const missing = row.decisions.filter((decision) => !file.restsOn.includes(decision))
  if (missing.length > 0) return fault(`${row.number} rests on ${missing.join(', ')} too; name it in rests-on`)
  if (row.isOpen && row.decisions.length === 0) return fault(`${row.number} is OPEN, and its row names no decision`)
  return []
}

/** `C46a` of `…/catalogue/c46a-….yaml`. */
function numberOf(path: string): string | undefined {
  if (!path.startsWith(CATALOGUE)) return undefined
  const [, digits, letter = ''] = /^c(\d+)([a-d]?)-/.exec(basename(path)) ?? []
  return digits === undefined ? undefined : `C${Number(digits)}${letter}`
}
