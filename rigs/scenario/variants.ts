import { didYouMean } from '../../sim/domain/nearest.ts'
import type { SourceDocument } from '../rig-file/document.ts'
import type { Fault } from '../rig-file/fault.ts'
import { atKey, atValue, type Finding, type Path } from '../rig-file/finding.ts'
import { valueAt } from '../rig-file/path.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import { isMap } from './checks/worded.ts'
import { VariantsTable } from './header-words.ts'
import { substituted, type Use, usesIn } from './placeholders.ts'

/** A scenario file as it is with the values of one row of its table. */
export interface Variant {
  /** Absent where the file has no table. */
  readonly name?: string
  /** As if it had been written with these values. Places are those of the real file, of a value that of the row. */
  readonly document: SourceDocument
}

type Row = Readonly<Record<string, string | number | boolean>>

/**
 * The variants of a file, and what is wrong with its table. A file without one, or in whose table something is wrong, is its own
 * only variant.
 */
export function variantsOf(document: SourceDocument): {
  readonly variants: readonly Variant[]
  readonly findings: readonly Finding[]
} {
  const { value } = document
  if (!isMap(value) || !Object.hasOwn(value, 'variants')) return { variants: [{ document }], findings: [] }
  const { variants: table, ...rest } = value
  const itself = [{ document: { ...document, value: rest } }]
  const { findings: misshapen } = checkShape(VariantsTable, { variants: table })
  if (misshapen.length > 0) return { variants: itself, findings: misshapen }
  const rows = Object.entries(table as Readonly<Record<string, Row>>)
  const findings = checkRows(rows, usesIn(rest))
  if (findings.length > 0) return { variants: itself, findings }
  return { variants: rows.map(([name, row]) => variantOf(document, rest, name, row)), findings }
}

/** What is wrong in all variants alike is told once; what is wrong in some names them. */
export function mergedFaults(readings: readonly { readonly name?: string; readonly faults: readonly Fault[] }[]) {
  const told = new Map<string, { readonly fault: Fault; readonly names: string[] }>()
  for (const { name, faults } of readings)
    for (const fault of faults) {
      const key = JSON.stringify(fault)
      const before = told.get(key) ?? { fault, names: [] }
      if (name !== undefined && !before.names.includes(name)) before.names.push(name)
      told.set(key, before)
    }
  return [...told.values()].map(({ fault, names }): Fault => {
    const isCommon = names.length === 0 || names.length === readings.length || fault.message.includes(OF_ROW)
    return isCommon ? fault : { ...fault, message: `${fault.message} So in variant ${names.join(', ')}.` }
  })
}

const OF_ROW = ' This is $'

/** What is wrong with a value that a row gives is wrong in the row. */
function variantOf(document: SourceDocument, rest: unknown, name: string, row: Row): Variant {
  const place = (finding: Finding): Fault => {
    const fault = document.place(finding)
    const uses = finding.at === 'value' ? usesIn(valueAt(document.value, finding.path)) : []
    const [use] = uses
    if (use === undefined || uses.length > 1 || !Object.hasOwn(row, use.name)) return fault
    const message = `${finding.message}${OF_ROW}${use.name} in line ${fault.line}.`
    return document.place(atValue(['variants', name, use.name], finding.code, message))
  }
  return { name, document: { file: document.file, value: substituted(rest, row), place } }
}

/** Each row gives a value to each name that is used, and to no other. */
function checkRows(rows: readonly [string, Row][], uses: readonly Use[]): Finding[] {
  const given = [...new Set(rows.flatMap(([, row]) => Object.keys(row)))]
  const used = [...new Set(uses.map(({ name }) => name))]
  return [
    ...uses
      .filter(({ name }) => !given.includes(name))
      .map(({ path, name }) =>
        atValue(path, 'NOT_FOUND', `No variant gives $${name} a value.${didYouMean(name, given)}`),
      ),
    ...rows.flatMap(([name, row]) => checkRow(['variants', name], row, given, used)),
  ]
}

function checkRow(path: Path, row: Row, given: readonly string[], used: readonly string[]): Finding[] {
  const missing = given.filter((name) => !Object.hasOwn(row, name))
  const idle = Object.keys(row).filter((name) => !used.includes(name))
  return [
    ...missing.map((name) => atKey(path, 'MISSING_KEY', `"${name}" is missing, which other variants have.`)),
    ...idle.map((name) =>
      atKey([...path, name], 'UNKNOWN_KEY', `Nothing in the file uses $${name}.${didYouMean(name, used)}`),
    ),
  ]
}
