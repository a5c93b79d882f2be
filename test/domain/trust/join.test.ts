import { describe, expect, test } from 'vitest'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import { readKeyFile, signKey } from '../../../sim/domain/trust/key-file.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { aTrust, CABIN, Estate, HOME, joinedSites, OFFICE, TRUST, type Unit } from './an-estate.ts'

function estateOf(): { estate: Estate; office: Unit; home: Unit; cabin: Unit } {
  const estate = new Estate()
  return {
    estate,
    office: estate.add(OFFICE, 'Office'),
    home: estate.add(HOME, 'Home'),
    cabin: estate.add(CABIN, 'Cabin'),
  }
}

describe('joining a Trust', () => {
  test('R22, R23, R26: a created member joins with the key file and tells its name', () => {
    const { office, home } = estateOf()
    expect(home.join(aTrust(office, HOME))).toMatchObject({ name: 'Family', manager: { serial: OFFICE } })
    expect(office.program.trusts.get(TRUST)?.members[1]).toMatchObject({
      serial: HOME,
      state: 'joined',
      info: { name: 'Home', internalAddress: 'home:443', firmware: '16.0.1.1' },
    })
  })

  test('R31: members are principals of each other', () => {
    const { office, home } = joinedSites()
    expect([...office.program.members.keys()]).toEqual([HOME])
    expect([...home.program.members.keys()]).toEqual([OFFICE])
  })

  test('R18, C1: refuses while the manager is not saved; afterwards the same file works', () => {
    const { office, home } = estateOf()
    const draft = office.load()
    const trust = { trustUuid: TRUST, name: 'Family', manager: OFFICE, epoch: 1, members: [] }
    applyEdit(draft, { type: 'create-trust', trust }, office.identity)
    applyEdit(draft, { type: 'add-member', trustUuid: TRUST, serial: HOME }, office.identity)
    const file = office.newKey(draft, 1)
    expect(home.join(file)).toBe('MANAGER_NOT_SAVED')
    office.save(draft)
    expect(home.join(file)).toMatchObject({ name: 'Family' })
  })

  test('R19, C2: a serial that was not created is no member', () => {
    const { office, cabin } = estateOf()
    expect(cabin.join(aTrust(office, HOME))).toBe('NOT_A_MEMBER')
  })

  test("C2: a third unit that claims a member's serial is told by its certificate", () => {
    const { estate, office, home, cabin } = estateOf()
    const file = aTrust(office, HOME)
    home.ask({ type: 'join-trust', keyFile: file })
    const [join] = estate.line.splice(0)
    if (join === undefined) throw new Error('no join was sent')
    estate.deliver({ ...join, from: CABIN })
    expect(estate.line[0]).toMatchObject({ to: CABIN, message: { result: { ok: false, code: 'CERT_MISMATCH' } } })
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('invited')
    expect(cabin.program.trusts.size).toBe(0)
  })

  test('C3: joining twice, and twice at once, is one joined member and one announcement', () => {
    const { estate, office, home } = estateOf()
    const file = aTrust(office, HOME)
    const requests = [1, 2].map(() => home.ask({ type: 'join-trust', keyFile: file }))
    estate.settle()
    expect(requests.map((request) => home.reply(request)?.ok)).toEqual([true, true])
    const { rev } = office.program
    expect(home.join(file)).toMatchObject({ name: 'Family' })
    expect(office.program.rev).toBe(rev)
    expect(office.program.trusts.get(TRUST)?.members).toHaveLength(2)
    expect(office.notices.filter((name) => name === 'trust-member-joined')).toHaveLength(1)
  })

  test('C4: a new key supersedes the old file for newcomers; who has joined stays, and may join again', () => {
    const { office, home, cabin } = estateOf()
    const first = aTrust(office, HOME, CABIN)
    home.join(first)
    const document = office.load()
    const second = office.newKey(document, 2)
    office.save(document)
    expect(cabin.join(first)).toBe('KEY_SUPERSEDED')
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('finalized')
    expect(home.join(first)).toMatchObject({ name: 'Family' })
    expect(cabin.join(second)).toMatchObject({ name: 'Family' })
  })

  test('R22: who makes a key file of his own, with the right signature but not the secret, is refused by the manager', () => {
    const { estate, office, home } = estateOf()
    const key = readKeyFile(aTrust(office, HOME), anEnv())
    const forger = anEnv({ seed: 99 })
    const secret = signKey(office.identity, { ...key }, estate.at, forger).file
    expect(home.join(secret)).toBe('KEY_INVALID')
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('invited')
  })

  test('C5: the key of another Trust joins that one, if the unit was created there', () => {
    const { office, home, cabin } = estateOf()
    aTrust(office, HOME)
    const file = aTrust(cabin, HOME)
    expect(home.join(file)).toMatchObject({ manager: { serial: CABIN } })
    expect(office.join(file)).toBe('NOT_A_MEMBER')
  })

  test('C6: a removed member is told so, and joins again once it was created anew', () => {
    const { office, home } = joinedSites()
    const document = office.load()
    const file = office.newKey(document, 2)
    const trust = document.trusts.get(TRUST)
    if (trust === undefined) throw new Error('no Trust')
    const members = trust.members.map((member) =>
      member.serial === HOME ? ({ serial: HOME, state: 'removed' } as const) : member,
    )
    document.trusts.set(TRUST, { ...trust, members })
    office.save(document)
    expect(home.join(file)).toBe('MEMBER_REMOVED')
    office.config({ type: 'add-member', trustUuid: TRUST, serial: HOME })
    expect(home.join(file)).toMatchObject({ name: 'Family' })
  })

  test('R24, C7: without a save a reboot undoes it; the manager keeps it pending and welcomes it again', () => {
    const { estate, office, home } = estateOf()
    const file = aTrust(office, HOME)
    home.join(file)
    expect(home.do({ type: 'trust-status' })).toMatchObject([{ role: 'unsaved' }])
    home.powerOn()
    estate.settle()
    expect(home.do({ type: 'trust-status' })).toEqual([])
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('joined')
    home.join(file)
    home.config()
    home.powerOn()
    expect(home.do({ type: 'trust-status' })).toMatchObject([{ role: 'member', manager: OFFICE }])
  })

  test('R23: an unreachable manager fails the join and changes nothing', () => {
    const { estate, office, home } = estateOf()
    const file = aTrust(office, HOME)
    estate.cut.add(OFFICE)
    expect(home.join(file)).toBe('CONNECTION_FAILED')
    expect(home.state.trust.pendingJoin).toBeUndefined()
    expect(home.program.trusts.size).toBe(0)
  })

  test('R23: a manager that does not answer fails the join after ten seconds', () => {
    const { estate, office, home } = estateOf()
    const request = home.ask({ type: 'join-trust', keyFile: aTrust(office, HOME) })
    estate.line.length = 0
    estate.advance(9_999)
    expect(home.reply(request)).toBeUndefined()
    estate.advance(1)
    expect(home.reply(request)).toMatchObject({ ok: false, code: 'CONNECTION_FAILED' })
  })

  test('R14: joining without a key file is refused', () => {
    expect(estateOf().home.join('')).toBe('KEY_REQUIRED')
  })

  test('a unit without an HTTPS port cannot join', () => {
    const { estate, office } = estateOf()
    const serial = '504F94A00008'
    const file = aTrust(office, serial)
    expect(estate.add(serial, 'Plain', { internalAddress: '' }).join(file)).toBe('HTTPS_PORT_REQUIRED')
  })

  test('§3.3.2: firmware before 12.1 is too old', () => {
    const { estate, office } = estateOf()
    const serial = '504F94A00008'
    const file = aTrust(office, serial)
    expect(estate.add(serial, 'Old', { firmware: '12.0.9.9' }).join(file)).toBe('FIRMWARE_TOO_OLD')
  })

  test('R25: with the same file others join, and all are told of each other', () => {
    const { office, home, cabin } = estateOf()
    const file = aTrust(office, HOME, CABIN)
    home.join(file)
    home.config()
    cabin.join(file)
    const names = home.program.trusts.get(TRUST)?.members.map(({ info }) => info?.name)
    expect(names).toEqual(['Office', 'Home', 'Cabin'])
    expect([...home.program.members.keys()].sort()).toEqual([OFFICE, CABIN])
  })

  test('a member that missed the new list gets it when it is there again', () => {
    const { estate, office, home, cabin } = estateOf()
    const file = aTrust(office, HOME, CABIN)
    home.join(file)
    home.config()
    estate.cut.add(HOME)
    cabin.join(file)
    expect(home.program.trusts.get(TRUST)?.members).toHaveLength(2)
    estate.advance(30_000)
    estate.cut.clear()
    estate.advance(60_000)
    expect(home.program.trusts.get(TRUST)?.members).toHaveLength(3)
  })

  test('a list from a unit that does not manage the Trust is refused', () => {
    const { estate, office, home } = joinedSites()
    const info = { serial: CABIN, name: 'Cabin', miniserverType: 2, firmware: '16.0' }
    const before = home.program.trusts.get(TRUST)
    const message = { id: 'x', type: 'members', trustUuid: TRUST, name: 'Mine', epoch: 99, members: [info] } as const
    estate.deliver({ from: CABIN, to: HOME, address: undefined, message })
    expect(estate.line.pop()).toMatchObject({ to: CABIN, message: { result: { code: 'NOT_TRUST_MANAGER' } } })
    expect(home.program.trusts.get(TRUST)).toBe(before)
    expect(office.program.trusts.size).toBe(1)
  })
})
