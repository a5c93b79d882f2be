import type { Program } from '../../sim/domain/program/program.ts'
import type { RigFile } from '../rig-file/shape.ts'
import type { Described, Field } from './described/described.ts'
import { describeProgram } from './described/program.ts'

/** One thing that is in one of two programs only, or in both and not the same. By names; no secret is in it. */
export interface ProgramChange {
  readonly change: 'added' | 'removed' | 'changed'
  readonly kind: string
  readonly name: string
  /** Of what was added all there is, of what was changed what is not the same; of what is gone nothing. */
  readonly fields: readonly FieldChange[]
}

/** Of secrets is said that there is one, and that it is another. */
export interface FieldChange {
  readonly field: string
  readonly before?: string
  readonly after?: string
}

/** What is not the same in two programs of a site's Miniserver, in the order in which people look at one. */
export function comparePrograms(file: RigFile, site: string, before: Program, after: Program): ProgramChange[] {
  const [old, now] = [describeProgram(file, site, before), describeProgram(file, site, after)]
  const here = Array.from(now, ([key, entry]) => changeOf(old.get(key), entry)).flatMap((change) => change ?? [])
  const gone = [...old].filter(([key]) => !now.has(key)).map(([, entry]) => removed(entry))
  const kinds = [...new Set([...now.values(), ...old.values()].map(({ kind }) => kind))]
  return [...here, ...gone].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
}

function changeOf(before: Described | undefined, after: Described): ProgramChange | undefined {
  const names = new Set([...(before?.fields.keys() ?? []), ...after.fields.keys()])
  const fields = [...names].flatMap((name) => fieldChange(name, before?.fields.get(name), after.fields.get(name)))
  const { kind, name } = after
  if (before === undefined)
    return { change: 'added', kind, name, fields: fields.filter(({ field }) => field !== 'name') }
  return fields.length === 0 ? undefined : { change: 'changed', kind, name: before.name, fields }
}

function removed({ kind, name }: Described): ProgramChange {
  return { change: 'removed', kind, name, fields: [] }
}

function fieldChange(field: string, before: Field | undefined, after: Field | undefined): FieldChange[] {
  if (before?.value === after?.value) return []
  const shown = before !== undefined && after?.isSecret ? 'another' : after?.shown
  return [
    { field, ...(before !== undefined && { before: before.shown }), ...(shown !== undefined && { after: shown }) },
  ]
}
