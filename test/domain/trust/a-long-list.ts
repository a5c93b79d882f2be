import { applyEdit, type ProgramEdit } from '../../../sim/domain/program/edit.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import type { User, UserGroup } from '../../../sim/domain/program/program.ts'
import { share } from '../../../sim/domain/trust/sharing.ts'
import { aUser, type Estate, joinedSites, OFFICE, type Sent, type Unit } from './an-estate.ts'

const uuid = (digit: string) => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(16)}`
export const staff: UserGroup = { uuid: uuid('4'), name: 'Staff', type: 'normal', groups: [] }
export const cleaners: UserGroup = { uuid: uuid('5'), name: 'Cleaners', type: 'normal', groups: [staff.uuid] }

export const person = (number: number, change: Partial<User> = {}): User =>
  aUser(`Person ${number}`, OFFICE, {
    groups: [staff.uuid],
    tags: [{ id: `04 00 00 0${number}`, name: '' }],
    ...change,
  })

export interface Sites {
  readonly estate: Estate
  readonly office: Unit
  readonly home: Unit
}

/** Office with seven in Staff, told in pages of two; Home does not use them yet. */
export function aLongList(): Sites {
  const sites = joinedSites(900, 2)
  sites.office.edit(
    ...[staff, cleaners].map((group) => ({ type: 'add-group', group }) as const),
    ...Array.from({ length: 7 }, (_, number) => ({ type: 'add-user', user: person(number) }) as const),
  )
  return sites
}

/** Home chooses Staff, and asks for it, which stands in the line alone: what it asked before its restart by the save is lost. */
export function choose({ estate, home }: Pick<Sites, 'estate' | 'home'>, ...others: readonly ProgramEdit[]): void {
  const document = home.load()
  const entry = { origin: OFFICE, kind: 'group', uuid: staff.uuid } as const
  for (const edit of [{ type: 'add-import', entry } as const, ...others]) applyEdit(document, edit, home.identity)
  estate.log.length = 0
  home.ask({ type: 'save-program', program: JSON.parse(JSON.stringify(programToJson(document))) as unknown })
  estate.line.splice(0, estate.line.length - 1)
  estate.log.splice(0, estate.log.length - 1)
}

/** Home has this many parts of the list, and asks for the next one, which stands first in the line. */
export function withParts(parts: number): Sites {
  const sites = aLongList()
  choose(sites)
  until(sites.estate, ({ message }) => message.type === 'next-page' && message.number === parts + 1)
  return sites
}

/** Delivers until such a message is first in the line. */
export function until(estate: Estate, is: (sent: Sent) => boolean): Sent {
  for (let sent = estate.line[0]; sent !== undefined; sent = estate.line[0]) {
    if (is(sent)) return sent
    estate.line.shift()
    estate.deliver(sent)
  }
  throw new Error('no such message came')
}

/** Edits at a unit; what follows stands in the line. */
export function change(unit: Unit, ...edits: readonly ProgramEdit[]): void {
  unit.ask({ type: 'edit-program', edits })
}

/** Pages that were sent so far, oldest first. */
export function pagesOf(estate: Estate) {
  return estate.log.flatMap(({ message }) => {
    if (message.type === 'feed') return [message.page]
    if (message.type !== 'answer' || !message.result.ok || message.result.value.type !== 'page') return []
    return [message.result.value.page]
  })
}

/** Who of Office is at Home, as text, in order of the uuids. */
export function usedAt({ program }: Unit): string[] {
  const users = [...program.users.values()].filter(({ origin }) => origin === OFFICE)
  const groups = [...program.groups.values()].filter(({ origin }) => origin === OFFICE)
  return textOf(users, groups)
}

/** Who should be there. */
export function sharedBy({ program }: Unit): string[] {
  const { users, groups } = share(program, { users: new Set(), groups: new Set([staff.uuid]) })
  const isShared = (group: string) => groups.has(group)
  return textOf(
    [...users]
      .flatMap((each) => program.users.get(each) ?? [])
      .map((user) => ({ ...user, groups: user.groups.filter(isShared) })),
    [...groups].flatMap((each) => program.groups.get(each) ?? []),
  )
}

function textOf(users: readonly User[], groups: readonly UserGroup[]): string[] {
  const told = users.map(({ uuid, name, tags, status, groups }) => ({
    uuid,
    name,
    tags,
    status,
    groups: [...groups].sort(),
  }))
  return [...told, ...groups.map(({ uuid, name, groups }) => ({ uuid, name, groups }))]
    .map((one) => JSON.stringify(one))
    .sort()
}
