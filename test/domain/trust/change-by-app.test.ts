import { describe, expect, test } from 'vitest'
import { anEnv } from '../../helpers/an-env.ts'
import { atDoor, aUser, CABIN, HOME, OFFICE } from './an-estate.ts'
import { addOrEdit, anna, annaAt, change, GREEN, lettingIn, password, RED, threeSites } from './three-sites.ts'

describe('in the App', () => {
  test('[F1] addusernfc sent to any unit reaches the right user, also where the user is not', () => {
    const { estate, office, home, cabin } = threeSites()
    const eve = aUser('Eve', OFFICE, { tags: [] })
    office.edit({ type: 'add-user', user: eve })
    home.command('admin', `jdev/sps/addusernfc/${anna.uuid}/${encodeURIComponent(RED.id)}/red`)
    home.command('admin', `jdev/sps/addusernfc/${eve.uuid}/${encodeURIComponent(GREEN.id)}/green`)
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200, 200])
    for (const unit of [office, cabin]) expect(annaAt(unit)?.tags).toEqual([...anna.tags, RED])
    expect(office.user('Eve')?.tags).toEqual([GREEN])
    expect(home.user('Eve')).toBeUndefined()
    expect(atDoor(cabin, RED.id)).toBe('NOT_CONFIGURED')
  })

  test('R47: who changes its own password is answered, and then its sockets close', () => {
    const { estate, office, home } = threeSites()
    lettingIn(home)
    const hash = 'EE'.repeat(32)
    home.command('Anna', `jdev/sps/updateuserpwdh/${anna.uuid}/${hash}`, false)
    expect(home.answers).toEqual([])
    estate.settle()
    expect(home.answers).toEqual([
      { session: 'Anna', code: 200, value: '' },
      { session: 'Anna', code: 4005, value: 'password changed' },
    ])
    expect([annaAt(office)?.password?.hash, annaAt(home)?.password?.hash]).toEqual([hash, hash])
  })

  test('C26: 504 while the origin cannot be reached, and nothing else', () => {
    const { estate, office, home } = threeSites()
    estate.cut.add(OFFICE)
    for (const command of [
      `jdev/sps/updateuserpwdh/${anna.uuid}/${'EE'.repeat(32)}`,
      `jdev/sps/updateuservisupwdh/${anna.uuid}/${'EE'.repeat(32)}`,
      `jdev/sps/updateuseraccesscode/${anna.uuid}/0815`,
      `jdev/sps/addusernfc/${anna.uuid}/${encodeURIComponent(RED.id)}/red`,
      `jdev/sps/removeusernfc/${anna.uuid}/${encodeURIComponent('04 A1 B2 C3')}`,
      addOrEdit({ name: 'Annabel' }),
    ])
      home.command('admin', command)
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([504, 504, 504, 504, 504, 504])
    expect([annaAt(office), annaAt(home)]).toMatchObject([
      { tags: anna.tags, password },
      { tags: anna.tags, password },
    ])
  })

  test('§3.6.1, I3: an access code travels as its digest under the origin’s key, the same at all', () => {
    const { estate, office, home, cabin } = threeSites()
    estate.log.length = 0
    home.command('admin', `jdev/sps/updateuseraccesscode/${anna.uuid}/081547`)
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200])
    expect(JSON.stringify(estate.log)).not.toContain('081547')
    const digests = [office, home, cabin].map((unit) => annaAt(unit)?.codeDigest)
    expect(new Set(digests).size).toBe(1)
    const key = office.state.trust.codeKeys.get(OFFICE) ?? ''
    expect(digests[0]).toBe(anEnv().hmac('SHA256', key, '081547').slice(0, 40))
    office.edit({ type: 'add-user', user: aUser('Ben', OFFICE, { codeDigest: digests[0] ?? '' }) })
    home.command('admin', `jdev/sps/updateuseraccesscode/${anna.uuid}/1`)
    home.command('admin', `jdev/sps/updateuseraccesscode/${anna.uuid}/081547`)
    estate.settle()
    expect(home.answers.map(({ code }) => code)).toEqual([200, 200, 201])
  })

  test('who is told that it is done finds it here, too, before anything else is heard of it', () => {
    const { estate, home } = threeSites()
    home.command('admin', `jdev/sps/addusernfc/${anna.uuid}/${encodeURIComponent(RED.id)}/red`)
    const deliver = () => estate.deliver(estate.line.shift() ?? never())
    deliver()
    expect(estate.line.map(({ to, message }) => [to, message.type])).toEqual([
      [HOME, 'answer'],
      [HOME, 'feed'],
      [CABIN, 'feed'],
    ])
    deliver()
    expect([home.answers, annaAt(home)?.tags]).toEqual([[], anna.tags])
    // What the link says of a message that has arrived all the same.
    home.input({ type: 'trust-failed', to: OFFICE, id: [...home.state.trust.requests.keys()][0] ?? '', reason: 'late' })
    expect(home.answers).toEqual([])
    deliver()
    expect([home.answers.map(({ code }) => code), annaAt(home)?.tags]).toEqual([[200], [...anna.tags, RED]])
  })

  test('where the page is lost, it is told that it is done all the same', () => {
    const { estate, home } = threeSites()
    home.command('admin', `jdev/sps/addusernfc/${anna.uuid}/${encodeURIComponent(RED.id)}/red`)
    for (const _ of ['asked', 'answered']) estate.deliver(estate.line.shift() ?? never())
    estate.line.splice(0)
    estate.advance(1_999)
    expect(home.answers).toEqual([])
    estate.advance(1)
    expect(home.answers.map(({ code }) => code)).toEqual([200])
  })

  test('addoredituser answers with the user as it is now', () => {
    const { estate, home } = threeSites()
    home.command('admin', addOrEdit({ name: 'Annabel', userid: '4711' }))
    estate.settle()
    expect(home.answers).toMatchObject([
      { code: 200, value: expect.objectContaining({ name: 'Annabel', userid: '4711', trustMember: OFFICE }) },
    ])
    expect(annaAt(home)).toMatchObject({ name: 'Annabel', nfcCodeTouchId: '4711' })
  })

  test('§3.6.1: a code that a keypad of the origin has is nobody’s to have: 409, as here', () => {
    const { estate, office, home } = threeSites()
    home.command('admin', `jdev/sps/updateuseraccesscode/${anna.uuid}/0815`)
    estate.settle()
    const digest = annaAt(office)?.codeDigest ?? ''
    change(office, { codeDigest: undefined })
    const code = {
      uuid: '33333333-3333-3333-3333333333333333',
      kind: 'code',
      reader: 'front-door',
      name: 'Cleaner',
      isActive: true,
      type: 'permanent',
      outputs: 1,
      standardOutput: 1,
      digest,
    } as const
    office.state.program.deviceAuthorisations.set(code.uuid, code)
    home.command('admin', `jdev/sps/updateuseraccesscode/${anna.uuid}/0815`)
    estate.settle()
    expect(home.answers.map((answer) => answer.code)).toEqual([200, 409])
    expect(annaAt(office)).not.toHaveProperty('codeDigest')
  })
})

function never(): never {
  throw new Error('nothing is under way')
}
