import { describe, expect, test } from 'vitest'
import { hashPassword } from '../../../sim/domain/program/password.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { aUser, HOME, OFFICE } from './an-estate.ts'
import { anna, annaAt, change, GREEN, password, RED, threeSites } from './three-sites.ts'

describe('who asks whom:', () => {
  test('C28: two consumers at once are served one after the other, and agree afterwards', () => {
    const { estate, office, home, cabin } = threeSites()
    const requests = [home, cabin].map((unit, at) =>
      unit.ask({
        type: 'edit-program',
        edits: [{ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: `0${at}` } } }],
      }),
    )
    estate.settle()
    expect([home.reply(requests[0] ?? 0)?.ok, cabin.reply(requests[1] ?? 0)?.ok]).toEqual([true, true])
    for (const unit of [office, home, cabin]) expect(annaAt(unit)?.password?.hash).toBe('01')
  })

  test('C28: what two consumers add at once is both there', () => {
    const { estate, office, home, cabin } = threeSites()
    home.ask({
      type: 'edit-program',
      edits: [{ type: 'edit-user', uuid: anna.uuid, change: { tags: [...anna.tags, RED] } }],
    })
    cabin.ask({
      type: 'edit-program',
      edits: [{ type: 'edit-user', uuid: anna.uuid, change: { tags: [...anna.tags, GREEN] } }],
    })
    estate.settle()
    for (const unit of [office, home, cabin]) expect(annaAt(unit)?.tags).toEqual([...anna.tags, RED, GREEN])
  })

  test('C28: who hears no answer is told so in time; trying again is safe', () => {
    const { estate, office, home } = threeSites()
    const request = home.ask({
      type: 'edit-program',
      edits: [{ type: 'edit-user', uuid: anna.uuid, change: { password: { ...password, hash: '11' } } }],
    })
    const [asked] = estate.line.splice(0)
    if (asked === undefined) throw new Error('nothing was asked')
    estate.deliver(asked)
    estate.line.splice(0)
    expect(annaAt(office)?.password?.hash).toBe('11')
    expect(home.reply(request)).toBeUndefined()
    estate.advance(10_000)
    expect(home.reply(request)).toMatchObject({ ok: false, code: 'CONNECTION_FAILED' })
    expect(change(home, { password: { ...password, hash: '11' } })).toMatchObject({})
    for (const unit of [office, home]) expect(annaAt(unit)?.password?.hash).toBe('11')
  })

  test.for([false, true])(
    'C28: a request that comes again is not carried out again (after a restart: %s)',
    (restarted) => {
      const { estate, office, home, cabin } = threeSites()
      home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Annabel' } }] })
      const [asked] = estate.line
      if (asked === undefined) throw new Error('nothing was asked')
      estate.settle()
      change(cabin, { name: 'Anne' })
      if (restarted) office.powerOn()
      estate.settle()
      estate.log.length = 0
      estate.deliver(asked)
      const [again] = estate.log
      expect(again?.message).toEqual({
        id: asked.message.id,
        type: 'answer',
        result: { ok: true, value: { type: 'changed', codeIsShared: false, position: expect.anything() } },
      })
      estate.settle()
      for (const unit of [office, home, cabin]) expect(annaAt(unit)?.name).toBe('Anne')
    },
  )

  test('a refused request that comes again is refused again, also where it would be granted by now', () => {
    const { estate, office, home } = threeSites()
    office.edit({ type: 'add-user', user: aUser('Ben', OFFICE) })
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Ben' } }] })
    const [asked] = estate.line
    if (asked === undefined) throw new Error('nothing was asked')
    estate.settle()
    office.edit({ type: 'delete-user', uuid: office.user('Ben')?.uuid ?? '' })
    estate.deliver(asked)
    estate.settle()
    expect(annaAt(office)?.name).toBe('Anna')
  })

  test('it remembers so many requests, and not those of who has left', () => {
    const { office, home } = threeSites()
    for (let count = 0; count < 40; count++) change(home, { name: `Anna ${count}` })
    expect(office.state.trust.carriedOut.get(HOME)).toHaveLength(32)
    expect(office.store.has(`feed/carried-out/${HOME}`)).toBe(true)
    office.config({ type: 'remove-member', trustUuid: [...office.program.trusts.keys()][0] ?? '', serial: HOME })
    expect(office.store.has(`feed/carried-out/${HOME}`)).toBe(false)
  })

  test('in one batch with the change it is durable, before it is answered', () => {
    const { estate, office, home } = threeSites()
    office.batches.length = 0
    home.ask({ type: 'edit-program', edits: [{ type: 'edit-user', uuid: anna.uuid, change: { name: 'Annabel' } }] })
    estate.settle()
    expect(office.batches[0]).toEqual(expect.arrayContaining([`user/${anna.uuid}`, `feed/carried-out/${HOME}`]))
  })

  test('§3.4.6: who may not manage users here, or not this one, has nobody asked', () => {
    const { estate, office, home } = threeSites()
    const secret = hashPassword(anEnv().hash, 'SHA256', 'hugo', 'AA')
    const hugo = aUser('Hugo', HOME, { password: secret, tags: [] })
    home.edit({ type: 'add-user', user: hugo })
    const asHugo = (name: string) => {
      const edits = [{ type: 'edit-user', uuid: anna.uuid, change: { name } }] as const
      const request = home.ask({ type: 'edit-program', edits }, { user: 'Hugo', password: 'hugo' })
      estate.settle()
      const reply = home.reply(request)
      return reply?.ok === false ? reply.code : 'done'
    }
    expect(asHugo('Annabel')).toBe('FORBIDDEN')
    const principal = `user:${hugo.uuid}` as const
    home.edit({ type: 'assign', principal, object: 'right:UserManagement', scopes: ['internal'], effect: 'allow' })
    expect(asHugo('Annabel')).toBe('done')
    const fullAccess = [...home.program.groups.values()].find(({ type }) => type === 'full-access')
    change(home, { groups: [fullAccess?.uuid ?? ''] })
    expect(asHugo('Anne')).toBe('FORBIDDEN')
    expect(annaAt(office)?.name).toBe('Annabel')
  })

  test('who is in no Trust with it is refused, and so is a member that says of tags that they are the user’s own to change', () => {
    const { estate, office, home } = threeSites()
    const fullAccess = [...office.program.groups.values()].find(({ type }) => type === 'full-access')
    change(office, { groups: [fullAccess?.uuid ?? ''] })
    const refusalOf = (from: string, id: string) => {
      estate.log.length = 0
      const message = {
        id,
        type: 'change-user',
        uuid: anna.uuid,
        isOwn: true,
        change: { tags: { put: [RED], out: [] } },
      } as const
      office.input({ type: 'trust-message', from, message })
      const [sent] = estate.log
      return sent?.message.type === 'answer' && !sent.message.result.ok ? sent.message.result.code : undefined
    }
    expect(refusalOf('504F94A000FF', 'one')).toBe('NOT_A_MEMBER')
    expect(refusalOf(home.identity.serial, 'two')).toBe('FORBIDDEN')
    expect(annaAt(office)?.tags).toEqual(anna.tags)
  })
})
