import type { ProgramEdit } from '../../../sim/domain/program/edit.ts'
import type { Uuid } from '../../../sim/domain/program/names.ts'
import type { Wire } from '../../../sim/domain/program/program.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { hostedIo } from '../hosted-io.ts'
import type { RigControl, RigSite } from '../shape.ts'
import { entries, named } from '../site-names.ts'
import { type Build, serialOf } from './context.ts'

type ReferenceEdit = Extract<ProgramEdit, { type: 'add-io-reference' }>

const REFERENCES: ReadonlySet<string> = new Set(['trusted-io-reference', 'intercom-reference'])

/** Uuids of what this site refers to of others: nothing that concerns them can be there before the Trust is. */
export function referenceUuids(build: Build): ReadonlySet<Uuid> {
  const references = entries(build.site.program?.controls).filter(([, { kind }]) => REFERENCES.has(kind))
  return new Set(references.map(([name]) => build.uuid('control', name)))
}

/** The inputs, outputs and Intercoms of other sites that this one refers to (R52), in the file's order; the last brings the wires of all. */
export function buildReferences(build: Build, wires: readonly Wire[]): ReferenceEdit[] {
  const edits = entries(build.site.program?.controls).flatMap(([name, control]): ReferenceEdit[] => {
    if (control.kind === 'intercom-reference') return intercomReference(build, name, control)
    const hosted = hostedIo(build.rig, control)
    const site = control.kind === 'trusted-io-reference' ? build.rig.sites[control.host] : undefined
    if (site === undefined || hosted?.io.direction === undefined) return []
    const host = serialOf(site.miniserver)
    const { direction, value = 'digital', description } = hosted.io
    const reference = {
      ...({ kind: 'trusted-io-reference', uuid: build.uuid('control', name), name, direction, value, host } as const),
      io: objectUuid(build.tools.hash, host, 'control', hosted.name.trim()),
      ...(description !== undefined && { description }),
      ...(control.room !== undefined && { room: build.uuid('room', control.room) }),
      ...(control.category !== undefined && { category: build.uuid('category', control.category) }),
      ...(control.secured !== undefined && { secured: control.secured }),
    }
    return [{ type: 'add-io-reference', reference }]
  })
  return edits.map((edit, at) => (at === edits.length - 1 && wires.length > 0 ? { ...edit, wires } : edit))
}

type RigIntercomReference = Extract<RigControl, { kind: 'intercom-reference' }>

function intercomReference(build: Build, name: string, control: RigIntercomReference): ReferenceEdit[] {
  const site = build.rig.sites[control.host]
  const hosted = site && hostedIntercom(site, control.intercom)
  if (site === undefined || hosted === undefined) return []
  const host = serialOf(site.miniserver)
  const reference = {
    ...({ kind: 'intercom-reference', uuid: build.uuid('control', name), name, host } as const),
    ...{ version: hosted.version, intercom: objectUuid(build.tools.hash, host, 'control', hosted.name.trim()) },
    ...(control.room !== undefined && { room: build.uuid('room', control.room) }),
    ...(control.category !== undefined && { category: build.uuid('category', control.category) }),
    ...(control.secured !== undefined && { secured: control.secured }),
  }
  return [{ type: 'add-io-reference', reference }]
}

function hostedIntercom({ program, devices }: RigSite, text: string) {
  const name = named(Object.keys(program?.controls ?? {}), text)
  const block = name === undefined ? undefined : program?.controls?.[name]
  if (name === undefined || block?.kind !== 'intercom') return undefined
  const device = devices?.[block.device]
  return { name, version: device?.kind === 'intercom' && device.version === 'v1' ? 1 : 2 } as const
}
