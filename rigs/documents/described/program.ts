import type { Program, TrustMember, UserGroup } from '../../../sim/domain/program/program.ts'
import type { Membership, TrustImport } from '../../../sim/domain/trust/membership.ts'
import { type ProgramNames, programNames } from '../../control/program-names.ts'
import type { RigFile } from '../../rig-file/shape.ts'
import { describeControl, describeRule, describeWire } from './controls.ts'
import { type Described, fieldsOf, listField } from './described.ts'
import { describeDeviceAuthorisation } from './device-authorisations.ts'
import { describeLogic } from './logic.ts'
import { describePermissions } from './permissions.ts'
import { describeCalendarEntry, describeMode, describeSchedule, describeSetting } from './times.ts'
import { describeUser } from './users.ts'

/** Everything of a site's program in words, in the order in which people look at it, by what stays when its name changes. */
export function describeProgram(file: RigFile, site: string, program: Program): Map<string, Described> {
  const timeZone = file.sites[site]?.miniserver.timeZone ?? 'UTC'
  const names = programNames(file, program)
  const all = new Map<string, Described>()
  const add = <Key, Entry>(map: ReadonlyMap<Key, Entry>, describe: (entry: Entry) => Described): void => {
    for (const [key, entry] of map) {
      const described = describe(entry)
      all.set(`${described.kind} ${key}`, described)
    }
  }
  add(program.users, (user) => describeUser(names, user, timeZone))
  add(program.groups, (group) => describeGroup(names, group))
  add(program.members, (member) => describeMember(names, member))
  for (const [key, permission] of describePermissions(names, program)) all.set(key, permission)
  add(program.schedules, (schedule) => describeSchedule(program, schedule))
  add(program.operatingModes, describeMode)
  add(program.calendar, (entry) => describeCalendarEntry(names, entry))
  add(program.rooms, ({ name }) => ({ kind: 'room', name, fields: fieldsOf({ name }) }))
  add(program.categories, ({ name }) => ({ kind: 'category', name, fields: fieldsOf({ name }) }))
  add(program.controls, (control) => describeControl(names, control))
  add(program.logic, describeLogic)
  add(program.deviceAuthorisations, (each) => describeDeviceAuthorisation(each, timeZone))
  add(program.wiring, (wire) => describeWire(names, wire))
  add(program.rules, (rule) => describeRule(names, rule))
  add(program.settings, describeSetting)
  add(program.trusts, (trust) => describeTrust(names, trust))
  add(program.imports, (entry) => describeImport(names, entry))
  return all
}

function describeGroup(names: ProgramNames, { uuid, name, groups }: UserGroup): Described {
  return { kind: 'group', name: names.group(uuid), fields: fieldsOf({ name, groups: listField(groups, names.group) }) }
}

function describeMember(names: ProgramNames, { serial, groups }: TrustMember): Described {
  return {
    kind: 'Trust member',
    name: names.principal(`member:${serial}`),
    fields: fieldsOf({ groups: listField(groups, names.group) }),
  }
}

function describeTrust(names: ProgramNames, { name, manager, key, members }: Membership): Described {
  const called = (serial: string) => names.principal(`member:${serial}`).slice('member:'.length)
  return {
    kind: 'Trust',
    name,
    fields: fieldsOf({
      name,
      manager: called(manager),
      key: key === undefined ? undefined : String(key.generation),
      members: members.map(({ serial, state }) => `${called(serial)} ${state}`).join(', '),
    }),
  }
}

function describeImport(names: ProgramNames, { kind, uuid }: TrustImport): Described {
  return { kind: `shared ${kind}`, name: kind === 'user' ? names.user(uuid) : names.group(uuid), fields: new Map() }
}
