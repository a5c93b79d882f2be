import { describe, expect, test } from 'vitest'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
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

const newTrust = { trustUuid: TRUST, name: 'Family', manager: '', epoch: 1, members: [] }

describe('creating a Trust', () => {
  test('R6, R9: the connected unit becomes its manager and first member', () => {
    const { office } = estateOf()
    office.config({ type: 'create-trust', trust: newTrust })
    expect(office.program.trusts.get(TRUST)).toMatchObject({
      manager: OFFICE,
      members: [{ serial: OFFICE, state: 'joined', info: { name: 'Office' } }],
    })
  })

  test.for([0, 1])('R5, C10: a Miniserver of type %i is refused, to create and to join', (miniserverType) => {
    const { estate, office } = estateOf()
    const old = estate.add('504F94A00009', 'Old', { miniserverType })
    const create = () => old.config({ type: 'create-trust', trust: newTrust })
    expect(create).toThrow(expect.objectContaining({ code: 'GEN1_NOT_SUPPORTED' }))
    const file = aTrust(office, '504F94A00009')
    expect(old.join(file)).toBe('GEN1_NOT_SUPPORTED')
    expect(office.program.trusts.get(TRUST)?.members[1]).toEqual({ serial: '504F94A00009', state: 'invited' })
  })

  test.for([
    ['MEMBER_IS_MANAGER', '504f94a00001'],
    ['SERIAL_INVALID', '504F94A0000'],
    ['SERIAL_INVALID', '504F94A0000G'],
    ['MEMBER_EXISTS', '504f94a00002'],
  ])('R11: adding a member answers %s for %s', ([code, serial = '']) => {
    const { office } = estateOf()
    aTrust(office, HOME)
    const document = office.load()
    const before = structuredClone(document)
    const add = () => applyEdit(document, { type: 'add-member', trustUuid: TRUST, serial }, office.identity)
    expect(add).toThrow(expect.objectContaining({ code }))
    expect(document).toEqual(before)
  })

  test('R11, R12, R13: members are named by serial, in any case, several of them, and shown by it until they join', () => {
    const { office } = estateOf()
    aTrust(office, HOME.toLowerCase(), CABIN)
    expect(office.do({ type: 'trust-status' })).toMatchObject([
      { members: [{ name: 'Office' }, { serial: HOME, name: HOME, state: 'invited' }, { name: CABIN }] },
    ])
  })

  test('R7: only the manager adds members and makes keys', () => {
    const { home } = joinedSites()
    const document = home.load()
    const edits = [
      { type: 'add-member', trustUuid: TRUST, serial: CABIN },
      { type: 'note-key', trustUuid: TRUST, generation: 9, secretHash: '' },
    ] as const
    for (const edit of edits) {
      const run = () => applyEdit(document, edit, home.identity)
      expect(run).toThrow(expect.objectContaining({ code: 'NOT_TRUST_MANAGER' }))
    }
  })
})

describe('saving', () => {
  test('T4: makes CREATED members SAVED without a key and INVITED with one', () => {
    const { office } = estateOf()
    office.config({ type: 'create-trust', trust: newTrust }, { type: 'add-member', trustUuid: TRUST, serial: HOME })
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('saved')
    const document = office.load()
    office.newKey(document, 1)
    office.save(document)
    expect(office.program.trusts.get(TRUST)?.members[1]?.state).toBe('invited')
  })

  test('C9: a document from before a member joined cannot erase it', () => {
    const { office, home } = estateOf()
    const file = aTrust(office, HOME)
    const stale = office.load()
    home.join(file)
    expect(office.save(stale)).toBe('STALE_DOCUMENT')
    expect(office.program.trusts.get(TRUST)?.members[1]).toMatchObject({ state: 'joined', info: { name: 'Home' } })
  })

  test('R27, R28: loading on the manager finalises who joined, and the Trust is ready', () => {
    const { office, home } = estateOf()
    home.join(aTrust(office, HOME))
    expect(office.do({ type: 'trust-status' })).toMatchObject([{ ready: false }])
    const document = office.load()
    expect(document.trusts.get(TRUST)?.members[1]).toMatchObject({ state: 'finalized', info: { name: 'Home' } })
    expect(office.do({ type: 'trust-status' })).toMatchObject([{ ready: true }])
  })

  test('reading the program on the manager tells the same and finalises nobody', () => {
    const { office, home } = estateOf()
    home.join(aTrust(office, HOME))
    const { rev } = office.program
    expect(office.do({ type: 'read-program' })).toMatchObject({ rev, trusts: [{ members: [{}, { state: 'joined' }] }] })
    expect(office.do({ type: 'trust-status' })).toMatchObject([{ ready: false }])
    expect(office.program.rev).toBe(rev)
  })
})
