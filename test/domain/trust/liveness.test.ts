import { describe, expect, test } from 'vitest'
import { atDoor, aUser, HOME, joinedSites, OFFICE, take, type Unit } from './an-estate.ts'

const anna = aUser('Anna', OFFICE)

function shared(timeoutS = 900) {
  const sites = joinedSites(timeoutS)
  sites.office.edit({ type: 'add-user', user: anna })
  take(sites.home, 'user', anna.uuid)
  return sites
}

const isOnline = (home: Unit) => home.state.trust.origins.get(OFFICE)?.online

describe('an origin that falls silent', () => {
  test('§3.3.6: is offline exactly when its connection timeout has passed, and so are its users', () => {
    const { estate, home } = shared()
    const heardMs = home.state.trust.origins.get(OFFICE)?.heardMonotonicMs ?? 0
    estate.cut.add(OFFICE)
    estate.advance(heardMs + 899_999 - estate.at.monotonicMs)
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
    estate.advance(1)
    expect(atDoor(home)).toBe('ORIGIN_OFFLINE')
  })

  test('C31: a user deleted there meanwhile is disabled with the timeout and gone when it is heard', () => {
    const { estate, office, home } = shared()
    estate.cut.add(HOME)
    office.edit({ type: 'delete-user', uuid: anna.uuid })
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
    estate.advance(900_000)
    expect(atDoor(home)).toBe('ORIGIN_OFFLINE')
    estate.cut.clear()
    estate.advance(60_000)
    expect(atDoor(home)).toBe('UNKNOWN_CREDENTIAL')
  })

  test('§3.3.6: its users come back by themselves with the next update', () => {
    const { estate, home } = shared()
    estate.cut.add(OFFICE)
    estate.advance(1_000_000)
    estate.cut.clear()
    estate.advance(60_000)
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
  })

  test('§3.3.6: silence is measured by the monotonic clock, whatever the wall clock says', () => {
    const { estate, home } = shared()
    estate.at = { ...estate.at, wallMs: estate.at.wallMs + 86_400_000 }
    estate.advance(300_000)
    expect(isOnline(home)).toBe(true)
  })

  test('with timeout 0 it is never held offline', () => {
    const { estate, home } = shared(0)
    estate.cut.add(OFFICE)
    estate.advance(3 * 86_400_000)
    expect(isOnline(home)).toBe(true)
  })

  test('C33: flapping around the timeout, each flip is told once', () => {
    const { estate, home } = shared()
    const flips = () => home.notices.filter((name) => /trust-origin-(?:on|off)line/.test(name))
    home.notices.length = 0
    for (let round = 0; round < 3; round++) {
      estate.cut.add(OFFICE)
      estate.advance(1_000_000)
      estate.cut.clear()
      estate.advance(100_000)
    }
    expect(flips()).toEqual(Array.from({ length: 3 }, () => ['trust-origin-offline', 'trust-origin-online']).flat())
  })
})

describe('heartbeats', () => {
  test('§3.3.6: go out every third of the timeout and keep an idle origin online', () => {
    const { estate, home } = shared()
    estate.log.length = 0
    estate.advance(9_000_000)
    const beats = estate.log.filter(({ to, message }) => to === HOME && message.type === 'heartbeat')
    expect(beats).toHaveLength(30)
    expect(isOnline(home)).toBe(true)
  })

  test('§3.3.6: one that is ahead of the consumer does not renew it: it asks for what it missed', () => {
    const { estate, office, home } = shared()
    const heardMs = home.state.trust.origins.get(OFFICE)?.heardMonotonicMs
    estate.advance(1_000)
    office.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Lost' } }] })
    estate.line.length = 0
    const position = { epoch: 1, seq: 99 }
    const message = { id: 'x', type: 'heartbeat', position } as const
    estate.deliver({ from: OFFICE, to: HOME, address: undefined, message })
    expect(home.state.trust.origins.get(OFFICE)?.heardMonotonicMs).toBe(heardMs)
    expect(estate.line.map(({ message }) => message.type)).toEqual(['answer', 'subscribe'])
    estate.settle()
    expect(home.user('Lost')).toBeDefined()
  })

  test('a consumer that wants nothing says so and is left in peace', () => {
    const { estate, office } = joinedSites()
    const message = { id: 'x', type: 'heartbeat', position: { epoch: 1, seq: 0 } } as const
    estate.deliver({ from: OFFICE, to: HOME, address: undefined, message })
    expect(estate.line.pop()).toMatchObject({ message: { result: { code: 'NOT_SUBSCRIBED' } } })
    expect(office.state.trust.consumers.size).toBe(0)
  })
})

describe('a reboot', () => {
  test('§3.3.6: every origin is offline until it is heard', () => {
    const { estate, home } = shared()
    estate.cut.add(OFFICE)
    home.powerOn()
    estate.settle()
    expect(home.user('Anna')).toBeDefined()
    expect(atDoor(home)).toBe('ORIGIN_OFFLINE')
    estate.cut.clear()
    estate.advance(60_000)
    expect(atDoor(home)).toBe('NOT_CONFIGURED')
  })

  test('§3.3.6: the restart after a save is one, too', () => {
    const { estate, home } = shared()
    estate.cut.add(OFFICE)
    home.config()
    expect(atDoor(home)).toBe('ORIGIN_OFFLINE')
  })

  test('§3.3.6: the silence of an origin goes on counting', () => {
    const { estate, home } = shared()
    estate.cut.add(OFFICE)
    estate.advance(400_000)
    home.powerOn()
    estate.advance(100_000)
    const { silenceMs } = home.state.trust.origins.get(OFFICE) ?? {}
    expect(silenceMs).toBeGreaterThanOrEqual(300_000)
  })

  test('of the origin: consumers stay subscribed and get later changes', () => {
    const { estate, office, home } = shared()
    office.powerOn()
    estate.settle()
    office.edit({ type: 'edit-user', uuid: anna.uuid, change: { name: 'Anna Maria' } })
    expect(home.user('Anna Maria')).toBeDefined()
  })

  test('of both: position, subscription and users are as before', () => {
    const { estate, office, home } = shared()
    const before = structuredClone({
      users: home.program.users,
      position: home.state.trust.origins.get(OFFICE)?.position,
    })
    office.powerOn()
    home.powerOn()
    estate.settle()
    expect({ users: home.program.users, position: home.state.trust.origins.get(OFFICE)?.position }).toEqual(before)
    expect(office.state.trust.consumers.get(HOME)?.sharedUsers).toEqual(new Set([anna.uuid]))
    expect(isOnline(home)).toBe(true)
  })
})
