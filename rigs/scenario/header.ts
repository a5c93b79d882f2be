import { isWallClock } from '../factory/zone-span.ts'
import type { SourceDocument } from '../rig-file/document.ts'
import { atKey, atValue, type Finding } from '../rig-file/finding.ts'
import { checkShape } from '../rig-file/schema-findings.ts'
import { isMap } from './checks/worded.ts'
import { startInstant } from './instants.ts'
import { LATER_KEYS, REFUSED_WORDS } from './other-words.ts'
import { ScenarioFile } from './schema.ts'

/** What is wrong with the keys around the steps, and when the file begins if it says so. */
export interface HeaderReading {
  readonly findings: readonly Finding[]
  readonly startWallMs?: number
}

/** @param today the day that a quarantine is compared with, `2026-10-23` */
export function checkHeader({ value }: SourceDocument, today: string): HeaderReading {
  const shape = checkShape(ScenarioFile, value).findings.map(inOwnWords)
  const header = isMap(value) ? value : {}
  const isRight = (key: string): boolean => header[key] !== undefined && !shape.some(({ path }) => path[0] === key)
  const startWallMs = isRight('start') ? startInstant(String(header.start)) : undefined
  const isKnown = startWallMs !== undefined && isWallClock(startWallMs)
  const findings = [
    ...shape,
    ...(isMap(value) ? checkBeginning(header) : []),
    ...(isRight('start') ? checkStart(startWallMs) : []),
    ...(isRight('quarantine') ? checkQuarantine(header.quarantine, today) : []),
  ]
  return { findings, ...(isKnown && { startWallMs }) }
}

function inOwnWords(finding: Finding): Finding {
  const key = String(finding.path[0])
  if (finding.code !== 'UNKNOWN_KEY' || finding.path.length > 1) return finding
  const refused = Object.hasOwn(REFUSED_WORDS, key) ? REFUSED_WORDS[key] : undefined
  if (refused !== undefined) return atKey(finding.path, refused.code, refused.message)
  if (!LATER_KEYS.includes(key)) return finding
  return atKey(finding.path, 'UNSUPPORTED', `"${key}" is a key of the language that is not built yet.`)
}

/** A file begins at a time, or where another one ends. */
function checkBeginning(header: Readonly<Record<string, unknown>>): Finding[] {
  const { start, 'start-from': origin } = header
  if (origin === undefined) return start === undefined ? [atKey(['start'], 'MISSING_KEY', '"start" is missing.')] : []
  return ['start', 'trusts']
    .filter((key) => header[key] !== undefined)
    .map((key) =>
      atKey([key], 'INVALID_VALUE', `"${key}" is that of the file it starts from, where that ends; leave it out.`),
    )
}

function checkStart(startWallMs: number | undefined): Finding[] {
  if (startWallMs === undefined) {
    const message = 'is no time of the calendar, or has no zone: write it as "2026-10-23T07:30[Europe/Vienna]".'
    return [atValue(['start'], 'INVALID_VALUE', `"start" ${message}`)]
  }
  if (isWallClock(startWallMs)) return []
  const message = '"start" is outside the years 2009 to 2099 for which time zones are known.'
  return [atValue(['start'], 'INVALID_VALUE', message)]
}

function checkQuarantine(quarantine: unknown, today: string): Finding[] {
  const { until } = ScenarioFile.shape.quarantine.unwrap().parse(quarantine)
  if (today <= until) return []
  const message = `The quarantine ended with ${until}: mend what fails and take it out, or say why it goes on.`
  return [atValue(['quarantine', 'until'], 'EXPIRED', message)]
}
