import { describe, expect, test } from 'vitest'
import type { UserGroup } from '../../../sim/domain/program/program.ts'
import { aUser, joinedSites, OFFICE, take } from './an-estate.ts'

const uuid = (digit: string) => `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(16)}`
const aGroup = (name: string, digit: string, ...groups: string[]): UserGroup => ({
  uuid: uuid(digit),
  name,
  type: 'normal',
  groups,
})

const staff = aGroup('Staff', '4')
const cleaners = aGroup('Cleaners', '5', staff.uuid)
const visitors = aGroup('Visitors', '6')
const anna = aUser('Anna', OFFICE, { groups: [staff.uuid] })
const otto = aUser('Otto', OFFICE, { groups: [cleaners.uuid], tags: [] })
const eve = aUser('Eve', OFFICE, { groups: [visitors.uuid], tags: [] })

/** Staff with Anna, below it the Cleaners with Otto; and Visitors with Eve. Home uses Staff. */
function sharedStaff() {
  const sites = joinedSites()
  sites.office.edit(
    ...[staff, cleaners, visitors].map((group) => ({ type: 'add-group', group }) as const),
    ...[anna, otto, eve].map((user) => ({ type: 'add-user', user }) as const),
  )
  take(sites.home, 'group', staff.uuid)
  return sites
}

describe('an imported group', () => {
  test('R36: brings its members and those of the groups below it, and nobody else', () => {
    const { home } = sharedStaff()
    expect(home.user('Anna')).toMatchObject({ origin: OFFICE, groups: [staff.uuid] })
    expect(home.user('Otto')).toMatchObject({ origin: OFFICE, groups: [cleaners.uuid] })
    expect(home.user('Eve')).toBeUndefined()
    expect(home.program.groups.get(cleaners.uuid)).toMatchObject({ origin: OFFICE, groups: [staff.uuid] })
  })

  test('AMB-4: members follow: who joins it comes, who leaves it goes', () => {
    const { office, home } = sharedStaff()
    office.edit({ type: 'assign-to-group', principal: `user:${eve.uuid}`, group: staff.uuid })
    expect(home.user('Eve')).toMatchObject({ groups: [staff.uuid] })
    office.edit({ type: 'remove-from-group', principal: `user:${anna.uuid}`, group: staff.uuid })
    expect(home.user('Anna')).toBeUndefined()
  })

  test('C45: is renamed with its origin', () => {
    const { office, home } = sharedStaff()
    office.edit({ type: 'edit-group', uuid: staff.uuid, change: { name: 'Crew' } })
    expect(home.program.groups.get(staff.uuid)?.name).toBe('Crew')
  })

  test('C45: who came with it cannot be removed singly', () => {
    const { home } = sharedStaff()
    const remove = () =>
      home.config({ type: 'remove-import', entry: { origin: OFFICE, kind: 'user', uuid: anna.uuid } })
    expect(remove).toThrow(expect.objectContaining({ code: 'INVALID' }))
  })

  test('C45: deleted at its origin it goes with its grants; members stay if they were imported themselves', () => {
    const { office, home } = sharedStaff()
    take(home, 'user', anna.uuid)
    home.config({
      type: 'assign',
      principal: `group:${staff.uuid}`,
      object: 'right:WebInterfaceApps',
      scopes: ['internal'],
      effect: 'allow',
    })
    office.edit({ type: 'delete-group', uuid: staff.uuid })
    expect(home.program.groups.has(staff.uuid)).toBe(false)
    expect([...home.program.assignments.keys()].filter((key) => key.includes(staff.uuid))).toEqual([])
    expect(home.user('Anna')).toMatchObject({ groups: [] })
    expect(home.user('Otto')).toBeUndefined()
  })

  test('a group removed here takes along what came with it, but not who was imported singly', () => {
    const { home } = sharedStaff()
    take(home, 'user', otto.uuid)
    home.config({ type: 'remove-import', entry: { origin: OFFICE, kind: 'group', uuid: staff.uuid } })
    expect(home.user('Anna')).toBeUndefined()
    expect(home.user('Otto')).toMatchObject({ groups: [] })
    expect([...home.program.imports.values()]).toEqual([{ origin: OFFICE, kind: 'user', uuid: otto.uuid }])
  })

  test('C46: a group of administrators is an ordinary one here', () => {
    const { office, home } = joinedSites()
    const fullAccess = [...office.program.groups.values()].find(({ type }) => type === 'full-access')
    take(home, 'group', fullAccess?.uuid ?? '')
    expect(home.program.groups.get(fullAccess?.uuid ?? '')).toMatchObject({ type: 'normal', origin: OFFICE })
    expect([...home.program.users.values()].filter(({ origin }) => origin === OFFICE)).toHaveLength(1)
  })

  test('C46: groups nested in a circle are shared once each', () => {
    const { office, home } = joinedSites()
    const [ring, back] = [aGroup('Ring', '7'), aGroup('Back', '8', uuid('7'))]
    office.edit({ type: 'add-group', group: ring }, { type: 'add-group', group: back })
    office.edit({ type: 'assign-to-group', principal: `group:${ring.uuid}`, group: back.uuid })
    take(home, 'group', ring.uuid)
    expect(home.program.groups.get(ring.uuid)?.groups).toEqual([back.uuid])
    expect(home.program.groups.get(back.uuid)?.groups).toEqual([ring.uuid])
  })

  test('it may be put into a local group and stays there when its origin changes it', () => {
    const { office, home } = sharedStaff()
    const local = aGroup('Doors', '9')
    home.config(
      { type: 'add-group', group: local },
      { type: 'assign-to-group', principal: `group:${staff.uuid}`, group: local.uuid },
    )
    office.edit({ type: 'edit-group', uuid: staff.uuid, change: { name: 'Crew' } })
    expect(home.program.groups.get(staff.uuid)).toMatchObject({ name: 'Crew', groups: [local.uuid] })
  })
})
