import { describe, expect, test } from 'vitest'
import { atDoor, aUser, joinedSites, OFFICE, take, type Unit } from './an-estate.ts'

const anna = aUser('Anna', OFFICE)
const ben = aUser('Ben', OFFICE, { tags: [{ id: '04 77 77 77', name: 'red-card' }] })

function backUp(unit: Unit): string {
  return (unit.do({ type: 'back-up' }) as { file: string }).file
}

const restore = (unit: Unit, file: string) => unit.do({ type: 'restore', file })

describe('a backup in a Trust', () => {
  test('an origin that goes back to one takes back whom it made since, everywhere, and is followed again', () => {
    const { office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    const file = backUp(office)
    office.edit({ type: 'add-user', user: ben })
    take(home, 'user', anna.uuid, ben.uuid)
    expect(home.user('Ben')?.tags).toHaveLength(1)

    const { epoch } = office.state.trust.feed
    expect(restore(office, file)).toMatchObject({ rev: expect.any(Number) })
    expect(office.state.trust.feed.epoch).toBe(epoch + 1)
    expect([home.user('Ben')?.tags ?? [], atDoor(home, '04 77 77 77')]).toEqual([[], 'UNKNOWN_CREDENTIAL'])
    expect(home.user('Anna')?.tags).toEqual(anna.tags)
    expect(home.notices.filter((name) => name === 'trust-origin-restored')).toHaveLength(1)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { tags: [] } })
    expect(home.user('Anna')?.tags).toEqual([])
    expect(home.notices.filter((name) => name === 'trust-origin-restored')).toHaveLength(1)
  })

  test('a consumer that goes back to one hears from the origin how things stand: who was deleted stays so', () => {
    const { estate, office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    const file = backUp(home)
    office.edit({ type: 'delete-user', uuid: anna.uuid })
    expect(home.user('Anna')?.tags ?? []).toEqual([])

    restore(home, file)
    estate.advance(400_000)
    expect([home.user('Anna')?.tags ?? [], atDoor(home)]).toEqual([[], 'UNKNOWN_CREDENTIAL'])
    expect(home.notices).not.toContain('trust-origin-restored')
  })

  test('what an origin said of a replica since is not undone', () => {
    const { estate, office, home } = joinedSites()
    office.edit({ type: 'add-user', user: anna })
    take(home, 'user', anna.uuid)
    const file = backUp(home)
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { tags: [] } })
    restore(home, file)
    expect(home.user('Anna')?.tags).toEqual([])
    estate.advance(400_000)
    expect(home.user('Anna')?.tags).toEqual([])
  })
})
