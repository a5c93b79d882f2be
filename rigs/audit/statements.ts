import { type AccessIndex, compileAccess } from '../../sim/domain/access/access-index.ts'
import { type AskedDoor, askedDoors, askedUsers } from './asked.ts'
import type { AuditedRig, AuditedSite } from './audited-rig.ts'
import type { ComparedRig, Pair } from './compare-audits.ts'
import { type Ground, groundsOf, saidGrounds } from './grounds.ts'

/** What one of two compared rigs says, with the line that says it. */
export interface Statements {
  /** What counts for a user at a door. */
  counting(pair: Pair): readonly Ground[]
  /** What a site says under a name, whoever it counts for: what counts for nobody here may still be said. */
  said(site: string, name: string): (Ground & { readonly where?: string }) | undefined
}

export function statementsOf(rig: AuditedRig, where: ComparedRig['where']): Statements {
  const [users, doors] = [askedUsers(rig, {}), askedDoors(rig, {})]
  const indexes = new Map<AuditedSite, AccessIndex>()
  const everything = new Map<string, ReadonlyMap<string, Ground>>()
  const readSite = (at: AuditedSite) => {
    const index = indexes.get(at) ?? compileAccess(at.program)
    indexes.set(at, index)
    return { file: rig.file, program: at.program, index }
  }
  const saidAt = (site: string): ReadonlyMap<string, Ground> => {
    const known = everything.get(site)
    if (known !== undefined) return known
    const at = rig.sites.find((each) => each.site === site)
    const grounds =
      at === undefined
        ? []
        : [...saidGrounds(readSite(at)), clockGround(at), ...doors.filter((door) => door.at === at).map(doorGround)]
    const said = new Map(grounds.map((ground) => [ground.name, ground]))
    everything.set(site, said)
    return said
  }
  return {
    counting(pair) {
      const user = users.find(({ name, origin }) => name === pair.user && origin === pair.origin)
      const door = doors.find(({ name, at }) => name === pair.door && at.site === pair.site)
      if (user === undefined || door === undefined) return []
      return [...groundsOf(readSite(door.at), user.uuid, door.uuid), clockGround(door.at), doorGround(door)]
    },
    said(site, name) {
      const ground = saidAt(site).get(name)
      if (ground === undefined) return undefined
      const line = where?.(site, ground.place)
      return { ...ground, ...(line !== undefined && { where: line }) }
    },
  }
}

function clockGround({ site, timeZone }: AuditedSite): Ground {
  return { name: `time zone of ${site}`, value: timeZone, place: { of: 'part', path: ['miniserver', 'timeZone'] } }
}

function doorGround({ uuid, name }: AskedDoor): Ground {
  return { name: `access:${name}`, value: 'a door', place: { of: 'control', id: uuid } }
}
