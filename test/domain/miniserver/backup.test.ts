import { describe, expect, test } from 'vitest'
import type { Effect } from '../../../sim/domain/miniserver/effect.ts'
import type { Control } from '../../../sim/domain/program/program.ts'
import type { TrustImport } from '../../../sim/domain/trust/membership.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { homeEnv, OFFICE } from './a-home.ts'
import { House, houseProgram, type ReadProgram, replyIn } from './a-rights-house.ts'

const ANNA = uuidOf('user', 'Anna')
const BEN = uuidOf('user', 'Ben')

function backUp(house: House): string {
  const reply = house.control({ type: 'back-up' })
  if (!reply.ok) throw new TypeError(reply.message)
  return (reply.value as { file: string }).file
}

function restore(house: House, file: string, anyway?: boolean): Effect[] {
  return house.send({ type: 'restore', file, ...(anyway !== undefined && { anyway }) })
}

/** The file with something else in it, and a digest that says it is whole. */
function forged(file: string, change: (content: Record<string, unknown>) => object): string {
  const { digest: _digest, ...content } = JSON.parse(file)
  const changed = change(content)
  return JSON.stringify({ ...changed, digest: homeEnv().hash('SHA256', JSON.stringify(changed)) })
}

function usersOf(house: House): string[] {
  return house.program().users.map(({ name }) => name)
}

function deleteUser(house: House, uuid: string): void {
  const reply = house.control({ type: 'edit-program', edits: [{ type: 'delete-user', uuid }] })
  if (!reply.ok) throw new TypeError(reply.message)
}

describe('back-up and restore', () => {
  test('R92: what a backup holds runs again when it is restored, as a new revision, and the unit restarts', () => {
    const house = new House()
    const before = house.program()
    const file = backUp(house)
    deleteUser(house, ANNA)
    expect(usersOf(house)).not.toContain('Anna')
    const effects = restore(house, file)
    expect(replyIn(effects)).toEqual({ ok: true, value: { rev: before.rev + 2 } })
    expect(effects.at(-1)).toEqual({ type: 'restart' })
    const { users, ...rest } = house.program()
    const anna = before.users.find(({ uuid }) => uuid === ANNA)
    expect(rest).toEqual({ ...before, rev: before.rev + 2, users: undefined })
    expect(users).toContainEqual({ ...anna, editedMs: house.unit.at.wallMs })
    house.unit.losePower()
    expect(usersOf(house)).toContain('Anna')
  })

  test('P-137: who is no administrator gets a backup by which nobody is known, and restoring it leaves users what they are known by', () => {
    const program = houseProgram('right:MiniserverBackup internal')
    const anna = program.users.get(ANNA)
    if (anna === undefined) throw new TypeError('no Anna')
    program.users.set(ANNA, { ...anna, codeDigest: 'ab'.repeat(20) })
    const house = new House(program)
    const reply = house.asEva({ type: 'back-up' }, 'internal')
    if (!reply.ok) throw new TypeError(reply.message)
    const { file } = reply.value as { file: string }
    const secrets = [...program.users.values()].flatMap(({ password, tags }) => [
      ...(password === undefined ? [] : [password.hash, password.salt]),
      ...tags.map(({ id }) => id),
    ])
    expect(secrets.length).toBeGreaterThan(3)
    for (const secret of [...secrets, 'ab'.repeat(20)]) expect(file).not.toContain(secret)
    deleteUser(house, BEN)
    const before = house.program().users.find(({ uuid }) => uuid === ANNA)
    expect(replyIn(restore(house, file))).toMatchObject({ ok: true })
    expect(house.program().users.find(({ uuid }) => uuid === ANNA)).toEqual(before)
    expect(house.program().users.find(({ uuid }) => uuid === BEN)).toMatchObject({ name: 'Ben', tags: [] })
    expect(house.control({ type: 'back-up' })).toMatchObject({ ok: true })
  })

  test('P-137: codes of a keypad are in such a backup without their digits, its tags not at all; both stay as they run', () => {
    const program = houseProgram('right:MiniserverBackup internal')
    const keypad = { reader: 'front-door', outputs: 1, standardOutput: 1 } as const
    const [digest, id] = ['cd'.repeat(20), '04 99 98 97']
    const post = { ...keypad, kind: 'code', uuid: uuidOf('device code', 'Post'), name: 'Post', digest } as const
    const tag = { ...keypad, kind: 'tag', uuid: uuidOf('device tag', 'House'), name: 'House', id } as const
    program.deviceAuthorisations.set(post.uuid, { ...post, type: 'permanent', isActive: true })
    program.deviceAuthorisations.set(tag.uuid, tag)
    const house = new House(program)
    const before = house.program().deviceAuthorisations
    const reply = house.asEva({ type: 'back-up' }, 'internal')
    const { file } = (reply.ok ? reply.value : {}) as { file: string }
    expect(file).toContain('Post')
    for (const secret of [digest, id]) expect(file).not.toContain(secret)
    expect(replyIn(restore(house, file))).toMatchObject({ ok: true })
    expect(house.program().deviceAuthorisations).toEqual(before)
  })

  test('P-137: so are input codes and input tags of a keypad, whose controls and wires are in it', () => {
    const program = houseProgram('right:MiniserverBackup internal')
    const [digest, id] = ['cd'.repeat(20), '04 99 98 97']
    const keypad = { reader: 'front-door' } as const
    const code: Control = { ...keypad, kind: 'nfc-code-input', uuid: uuidOf('control', 'Code'), name: 'Code', digest }
    const tag: Control = { ...keypad, kind: 'nfc-tag-input', uuid: uuidOf('control', 'Tag'), name: 'Tag', id }
    for (const input of [code, tag]) program.controls.set(input.uuid, input)
    const house = new House(program)
    const before = house.program().controls
    const reply = house.asEva({ type: 'back-up' }, 'internal')
    const { file } = (reply.ok ? reply.value : {}) as { file: string }
    expect(file).toContain('nfc-tag-input')
    for (const secret of [digest, id]) expect(file).not.toContain(secret)
    expect(replyIn(restore(house, file))).toMatchObject({ ok: true })
    expect(house.program().controls).toEqual(before)
  })

  test('an open document is stale after a restore', () => {
    const house = new House()
    const document = house.program()
    restore(house, backUp(house))
    expect(house.control({ type: 'save-program', program: document })).toMatchObject({ code: 'STALE_DOCUMENT' })
  })

  test('the own feed begins a new epoch, durably', () => {
    const house = new House()
    const { epoch } = house.unit.state.trust.feed
    restore(house, backUp(house))
    house.unit.losePower()
    expect(house.unit.state.trust.feed.epoch).toBe(epoch + 1)
  })

  test('the same program makes the same file at the same instant, and the file says whose it is', () => {
    const file = backUp(new House())
    expect(file).toBe(backUp(new House()))
    expect(JSON.parse(file)).toMatchObject({
      format: 'loxrig-backup',
      version: 1,
      serial: '504F94A00002',
      name: 'Home',
    })
  })

  test('an operating mode that was switched meanwhile stays as it is', () => {
    const house = new House()
    const file = backUp(house)
    house.control({ type: 'set-operating-mode', mode: 1, active: true })
    restore(house, file)
    expect(house.unit.state.program.operatingModes.get(1)?.active).toBe(true)
  })

  test.for<[string, (file: string) => string]>([
    ['nothing', () => ''],
    ['half a file', (file) => file.slice(0, file.length / 2)],
    ['a file with a byte changed', (file) => file.replace('"Anna"', '"Anne"')],
    ['a file without its digest', (file) => JSON.stringify({ ...JSON.parse(file), digest: undefined })],
    ['a list', () => '[]'],
    ['another format', (file) => forged(file, (content) => ({ ...content, format: 'zip' }))],
    ['a later version', (file) => forged(file, (content) => ({ ...content, version: 2 }))],
    ['no program', (file) => forged(file, (content) => ({ ...content, program: {} }))],
    ['the backup of another unit', (file) => forged(file, (content) => ({ ...content, serial: OFFICE }))],
  ])('%s is refused, and nothing changes', ([, spoil]) => {
    const house = new House()
    const file = backUp(house)
    const before = house.stored()
    expect(replyIn(restore(house, spoil(file)))).toMatchObject({ ok: false, code: 'INVALID' })
    expect(house.stored()).toEqual(before)
    expect(house.unit.state.trust.feed.epoch).toBe(1)
  })

  test('a backup without an administrator is refused, and nothing changes', () => {
    const house = new House()
    const orphaned = forged(backUp(house), (content) => {
      const program = content.program as ReadProgram
      const users = program.users.filter(({ name }) => name !== 'admin')
      return { ...content, program: { ...program, users } }
    })
    const before = house.stored()
    expect(replyIn(restore(house, orphaned))).toMatchObject({ ok: false, code: 'LAST_ADMINISTRATOR' })
    expect(house.stored()).toEqual(before)
    expect(house.unit.state.trust.feed.epoch).toBe(1)
  })

  test('P-115: with "anyway" the backup of another unit runs here, without whom it took over from its Trusts and without access codes', () => {
    const program = houseProgram()
    const entry: TrustImport = { origin: OFFICE, kind: 'user', uuid: BEN }
    const [anna, ben] = [program.users.get(ANNA), program.users.get(BEN)]
    if (anna === undefined || ben === undefined) throw new TypeError('no users')
    program.users.set(BEN, { ...ben, origin: OFFICE })
    program.users.set(ANNA, { ...anna, codeDigest: 'ab'.repeat(20) })
    program.members.set(OFFICE, { serial: OFFICE, groups: [] })
    program.imports.set('import', entry)
    const input = {
      kind: 'nfc-code-input',
      uuid: uuidOf('control', 'Code'),
      name: 'Code',
      reader: 'front-door',
    } as const
    program.controls.set(input.uuid, { ...input, digest: 'cd'.repeat(20) })
    const foreign = forged(backUp(new House(program)), (content) => ({ ...content, serial: '504F94A00003' }))

    const house = new House()
    expect(replyIn(restore(house, foreign, true))).toMatchObject({ ok: true })
    const restored = house.program()
    expect(restored.controls).toContainEqual(input)
    expect(usersOf(house)).toContain('Anna')
    expect(usersOf(house)).not.toContain('Ben')
    expect(JSON.stringify(restored.assignments)).not.toContain(BEN)
    expect([restored.imports, restored.members]).toEqual([[], []])
    expect(JSON.stringify(restored.users)).not.toContain('codeDigest')
  })

  test('P-115: the Trusts that the unit is in stay as they are, and one that it left does not come back', () => {
    const left = houseProgram()
    const trustUuid = uuidOf('trust', 'Left')
    left.trusts.set(trustUuid, { trustUuid, name: 'Left', manager: OFFICE, epoch: 1, members: [] })
    const file = backUp(new House(left))
    const house = new House()
    const { program, identity } = house.unit.state
    const members = [{ serial: identity.serial, state: 'finalized', info: identity } as const]
    program.trusts.set('trust', { trustUuid: 'trust', name: 'Family', manager: OFFICE, epoch: 4, members })
    restore(house, file)
    expect([...house.unit.state.program.trusts.values()]).toMatchObject([{ name: 'Family', epoch: 4 }])
  })
})
