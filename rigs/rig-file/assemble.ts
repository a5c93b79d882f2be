import { dirname, isAbsolute, join } from 'node:path'
import { readSource, type SourceDocument } from './document.ts'
import type { Fault } from './fault.ts'
import type { ReadFile } from './files.ts'
import { atKey, atValue, type Finding, type Path } from './finding.ts'
import { startsWith, valueAt, withValueAt } from './path.ts'
import { Secrets } from './schema/credentials.ts'
import { checkShape } from './schema-findings.ts'
import { keys, named } from './site-names.ts'

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
  const work: Work = { main, readFile, value: main.value, parts: [], faults: [] }
  for (const at of programPaths(main.value)) addProgram(work, at)
  if (typeof valueAt(main.value, ['secrets']) === 'string') addSecrets(work, ['secrets'])
  return {
    value: work.value,
    faults: work.faults,
    place(finding) {
      const part = work.parts.findLast(({ at }) => startsWith(finding.path, at))
      if (part === undefined) return main.place(finding)
      return part.document.place({ ...finding, path: [...part.within, ...finding.path.slice(part.at.length)] })
    },
  }
}

interface Work {
  readonly main: SourceDocument
  readonly readFile: ReadFile
  value: unknown
  readonly parts: Part[]
  readonly faults: Fault[]
}

function programPaths(value: unknown): Path[] {
  const paths = keysOf(value, ['sites']).map((site) => [...site, 'program'])
  return paths.filter((path) => typeof valueAt(value, path) === 'string')
}

function addProgram(work: Work, at: Path): void {
  const document = open(work, at, false)
  work.value = withValueAt(work.value, at, document?.value)
  if (document !== undefined) work.parts.push({ at, document, within: [] })
}

function addSecrets(work: Work, at: Path): void {
  const document = open(work, at, true)
  if (document === undefined) return
  const { findings, rest } = checkShape(Secrets, document.value)
  const tell = (finding: Finding) => work.faults.push(document.place(finding))
  findings.forEach(tell)
  for (const { from, to } of secretPaths(rest, work.value)) {
    const isOfNobody = to[0] === 'sites' && valueAt(work.value, to.slice(0, -1)) === undefined
    const nobody = from[0] === 'codes' ? NO_CODE : NOBODY
    if (valueAt(work.value, to) !== undefined) tell(atKey(from, 'NAME_TAKEN', TWICE))
    else if (isOfNobody) tell(atKey(from[0] === 'codes' ? from : from.slice(0, -1), 'NOT_FOUND', nobody))
    else {
      work.value = withValueAt(work.value, to, valueAt(rest, from))
      work.parts.push({ at: to, document, within: from })
    }
  }
}

const TWICE = 'This is in the rig file as well; write it in one of the two.'
const NOBODY = 'The rig file has no such user at that site; write at least an empty one there: {}.'
const NO_CODE = 'The rig file has no such code at that keypad; write at least an empty one there: {}.'

/** Reads the file that is named at a path of the rig file, relative to it. */
function open({ main, readFile, faults }: Work, at: Path, isSecret: boolean): SourceDocument | undefined {
  const written = String(valueAt(main.value, at))
  const path = isAbsolute(written) ? written : join(dirname(main.file), written)
  const file = readFile(path, { isSecret })
  if ('code' in file) {
    faults.push(main.place(atValue(at, file.code, file.message)))
    return undefined
  }
  const reading = readSource(file.text, path)
  faults.push(...reading.faults)
  return reading.document
}

/** From where each secret stands in its file to where it belongs in the rig file, whose spelling of a user's name counts. */
function secretPaths(secrets: unknown, value: unknown): { from: Path; to: Path }[] {
  const credentials = keysOf(secrets, ['credentials']).map((path) => ({ from: path, to: path }))
  const users = keysOf(secrets, ['users']).flatMap((site) => keysOf(secrets, site))
  const personal = users.flatMap((user) => {
    const all: Path = ['sites', user[1] ?? '', 'program', 'users']
    return keysOf(secrets, user).map((from) => ({ from, to: [...all, spelled(value, all, user[2]), ...from.slice(3)] }))
  })
  const blocks = keysOf(secrets, ['codes']).flatMap((site) => keysOf(secrets, site))
  const codes = blocks.flatMap((block) => {
    const all: Path = ['sites', block[1] ?? '', 'program', 'controls']
    const control: Path = [...all, spelled(value, all, block[2])]
    if (typeof valueAt(secrets, block) === 'string') return [{ from: block, to: [...control, 'code'] }]
    const own: Path = [...control, 'codes']
    return keysOf(secrets, block).map((from) => ({ from, to: [...own, spelled(value, own, from[3]), 'code'] }))
  })
  // What was faulty was taken out and told already.
  return [...credentials, ...personal, ...codes].filter(({ from }) => valueAt(secrets, from) !== undefined)
}

/** A name as the rig file has it there. */
function spelled(value: unknown, path: Path, name: Path[number] = ''): string {
  return named(keys(Object(valueAt(value, path))), String(name)) ?? String(name)
}

function keysOf(value: unknown, path: Path): Path[] {
  return keys(Object(valueAt(value, path))).map((key) => [...path, key])
}
