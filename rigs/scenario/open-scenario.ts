import type { SourceDocument } from '../rig-file/document.ts'
import type { Finding } from '../rig-file/finding.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import { isMap } from './checks/worded.ts'
import { OpenScenarioFile } from './schema.ts'

/** A scenario file that says what it waits for. It cannot be run, and proves nothing. */
export interface OpenScenario {
  readonly path: string
  readonly title: string
  /** What it will prove. */
  readonly proves: readonly string[]
  readonly source?: string
  readonly restsOn: readonly string[]
  /** What it waits for. */
  readonly open: string
}

export function isOpen({ value }: SourceDocument): boolean {
  return isMap(value) && Object.hasOwn(value, 'open')
}

/** Checks the file's keys; steps may have words that do not exist yet. */
export function readOpenScenario({ value, file }: SourceDocument): {
  readonly open?: OpenScenario
  readonly findings: readonly Finding[]
} {
  const { findings } = checkShape(OpenScenarioFile, value)
  if (findings.length > 0) return { findings }
  const { scenario: title, proves = [], source, 'rests-on': restsOn = [], open } = OpenScenarioFile.parse(value)
  return { open: { path: file, title, proves, ...(source !== undefined && { source }), restsOn, open }, findings }
}

/** `C19 is open: take-over is not built`. */
export function openInWords({ proves, path, open }: OpenScenario): string {
  return `${proves.length === 0 ? path : proves.join(', ')} ${proves.length > 1 ? 'are' : 'is'} open: ${open}`
}
