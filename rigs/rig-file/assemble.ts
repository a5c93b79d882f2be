import { dirname, join } from 'node:path'
import { readSource, type SourceDocument } from './document.ts'
import type { Fault } from './fault.ts'
import type { ReadFile } from './files.ts'
import { atValue, type Finding, type Path } from './finding.ts'
import { startsWith, valueAt, withValueAt } from './path.ts'
import { Secrets } from './schema/credentials.ts'
import { checkShape } from './schema-findings.ts'

/** A rig file with the files it names put in place, and the way back from what it says to where that is written. */
export interface Assembly {
  readonly value: unknown
  readonly faults: readonly Fault[]
  place(finding: Finding): Fault
}

/** A piece of the whole that is written elsewhere. */
interface Part {
  readonly at: Path
  readonly document: SourceDocument
  readonly within: Path
}

/** Puts programs that are named by path, and the secrets, where they belong. What cannot be had is a fault and left out. */
export function assemble(main: SourceDocument, readFile: ReadFile): Assembly {
  const parts: Part[] = []
  const faults: Fault[] = []
  const place = (finding: Finding): Fault => {
    const part = parts.findLast(({ at }) => startsWith(finding.path, at))
    if (part === undefined) return main.place(finding)
    return part.document.place({ ...finding, path: [...part.within, ...finding.path.slice(part.at.length)] })
  }
  const open = (at: Path, isSecret: boolean): SourceDocument | undefined => {
    const path = join(dirname(main.file), String(valueAt(main.value, at)))
    const file = readFile(path, { isSecret })
    if ('code' in file) {
      faults.push(main.place(atValue(at, file.code, file.message)))
      return undefined
    }
    const reading = readSource(file.text, path)
    faults.push(...reading.faults)
    return reading.document
  }

  let value = main.value
  for (const at of programPaths(main.value)) {
    const document = open(at, false)
    value = withValueAt(value, at, document?.value)
    if (document !== undefined) parts.push({ at, document, within: [] })
  }
  const secrets = typeof valueAt(value, ['secrets']) === 'string' ? open(['secrets'], true) : undefined
  if (secrets !== undefined) {
    const { findings, rest } = checkShape(Secrets, secrets.value)
    faults.push(...findings.map((finding) => secrets.place(finding)))
    for (const { from, to } of secretPaths(rest)) {
      if (valueAt(value, to) !== undefined) {
        faults.push(secrets.place({ path: from, at: 'key', code: 'NAME_TAKEN', message: TWICE }))
      } else if (valueAt(value, to.slice(0, -1)) === undefined && to[0] === 'sites') {
        faults.push(secrets.place({ path: from.slice(0, -1), at: 'key', code: 'NOT_FOUND', message: NOBODY }))
      } else {
        value = withValueAt(value, to, valueAt(rest, from))
        parts.push({ at: to, document: secrets, within: from })
      }
    }
  }
  return { value, faults, place }
}

const TWICE = 'This is in the rig file as well; write it in one of the two.'
const NOBODY = 'The rig file has no such user at that site; write at least an empty one there: {}.'

function programPaths(value: unknown): Path[] {
  const sites = Object.keys(Object(valueAt(value, ['sites'])))
  const paths = sites.map((site) => ['sites', site, 'program'])
  return paths.filter((path) => typeof valueAt(value, path) === 'string')
}

/** From where each secret stands in its file to where it belongs in the rig file. */
function secretPaths(secrets: unknown): { from: Path; to: Path }[] {
  const credentials = keysOf(secrets, ['credentials']).map((path) => ({ from: path, to: path }))
  const users = keysOf(secrets, ['users'])
    .flatMap((site) => keysOf(secrets, site))
    .flatMap((user) => keysOf(secrets, user))
  const personal = users.map((from) => ({ from, to: ['sites', from[1] ?? '', 'program', 'users', ...from.slice(2)] }))
  return [...credentials, ...personal]
}

function keysOf(value: unknown, path: Path): Path[] {
  return Object.keys(Object(valueAt(value, path))).map((key) => [...path, key])
}
