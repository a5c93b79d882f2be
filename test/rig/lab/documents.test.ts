import { describe, expect, test } from 'vitest'
import { userRecord } from '../../../sim/domain/trust/sharing.ts'
import { aLab, SERIALS } from './a-lab.ts'

describe('a Config document', () => {
  test('C34: of Home that was loaded before Office deleted a user is refused, and does not bring her back', async () => {
    const lab = await aLab()
    await lab.call('config-load', { site: 'home' })
    await lab.call('grant', { principal: 'Anna@Office', object: 'home/room:Kitchen' })
    await lab.saving('office', () => lab.call('user-delete', { site: 'office', user: 'Anna' }))
    await expect(lab.call('config-save', { site: 'home' })).rejects.toMatchObject({ code: 'STALE_DOCUMENT' })
    expect([...(await lab.program('home')).users.values()].map(({ name }) => name)).not.toContain('Anna')
    expect(await lab.reason('home', 'blue-card')).toBe('UNKNOWN_CREDENTIAL')
    await lab.call('config-load', { site: 'home' })
    await expect(lab.call('grant', { principal: 'Anna@Office', object: 'home/room:Kitchen' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('is not made stale by what an origin says of a replica that stays, and does not undo it when saved', async () => {
    const lab = await aLab()
    await lab.call('config-load', { site: 'home' })
    const edit = { site: 'office', user: 'Anna', status: 'disabled', uniqueUserId: '2001' } as const
    await lab.saving('office', () => lab.call('user-edit', edit))
    // So that Office cannot put right what the document got wrong.
    lab.rig.estate.network.cut(SERIALS.office)
    await lab.call('config-save', { site: 'home' })
    expect(await lab.user('home', 'Anna@Office')).toMatchObject({ uniqueUserId: '2001', status: { state: 'disabled' } })
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_BY_SOURCE')
  })

  test('that is stale would change nothing of what an origin says of a replica, and says so', async () => {
    const lab = await aLab()
    await lab.call('config-load', { site: 'home' })
    await lab.saving('office', () => lab.call('user-edit', { site: 'office', user: 'Anna', status: 'disabled' }))
    await lab.call('grant', { principal: 'Hugo', object: 'home/room:Kitchen', app: true })
    const { againstRunning } = await lab.call('config-diff', { site: 'home' })
    expect(againstRunning.map(({ change, kind }) => `${change} ${kind}`)).toEqual(['removed permission'])
  })

  test('cannot give a user of Office another tag, whatever it claims', async () => {
    const lab = await aLab()
    const { documents } = lab.rig.context
    await lab.call('config-load', { site: 'home' })
    const { program } = documents.get('home', 'config')
    const anna = await lab.user('home', 'Anna@Office')
    const clara = await lab.user('office', 'Clara')
    program.users.set(anna.uuid, { ...anna, tags: clara.tags })
    program.users.set(clara.uuid, { ...clara, origin: SERIALS.office, groups: [] })
    lab.rig.estate.network.cut(SERIALS.office)
    await lab.call('config-save', { site: 'home' })
    expect((await lab.user('home', 'Anna@Office')).tags).toEqual(anna.tags)
    expect((await lab.user('home', 'Clara@Office')).tags).toEqual([])
    expect(await lab.reason('home', 'green-card')).toBe('UNKNOWN_CREDENTIAL')
  })

  test('of two of one Miniserver, the second to be saved is refused, and the first holds', async () => {
    const lab = await aLab()
    for (const document of ['one', 'two']) await lab.call('config-load', { site: 'home', document })
    const grant = { principal: 'Hugo', object: 'home/access:Front Door' }
    await lab.call('grant', { ...grant, document: 'one' })
    await lab.call('grant', { ...grant, principal: 'Helga', document: 'two' })
    await lab.call('config-save', { site: 'home', document: 'one' })
    await expect(lab.call('config-save', { site: 'home', document: 'two' })).rejects.toMatchObject({
      code: 'STALE_DOCUMENT',
    })
    const [hugo, helga] = [await lab.user('home', 'Hugo'), await lab.user('home', 'Helga')]
    expect([(await lab.assignedTo('home', hugo)).length, (await lab.assignedTo('home', helga)).length]).toEqual([1, 0])
  })

  test('a password changed at Office holds at Home once it is saved, and the old one no longer', async () => {
    const lab = await aLab()
    const setPassword = (password: string) => lab.call('user-edit', { site: 'office', user: 'Anna', password })
    const app = { principal: 'Anna@Office', object: 'home/right:WebInterfaceApps' }
    await lab.saving('home', () => lab.call('grant', app))
    await lab.saving('office', () => setPassword('anna-first'))
    const logins = () =>
      ['anna-first', 'anna-second'].map((password) => lab.logIn('home', 'Anna@Office', password) === 200)
    expect(logins()).toEqual([true, false])
    await lab.call('config-load', { site: 'office' })
    await setPassword('anna-second')
    expect(logins()).toEqual([true, false])
    await lab.call('config-save', { site: 'office' })
    await lab.rig.estate.settled()
    expect(logins()).toEqual([false, true])
    const [atHome, atOffice] = [await lab.user('home', 'Anna@Office'), await lab.user('office', 'Anna')]
    expect(atHome.password).toEqual(userRecord(atOffice).password)
  })
})

describe('two users of one name', () => {
  test('C40: are the local one by the bare name and that of Office with its host, in permissions, logins and history', async () => {
    const lab = await aLab()
    const OWN_TAG = '04 01 02 03 04 05 80'
    await lab.saving('home', async () => {
      await lab.call('user-add', { site: 'home', name: 'Anna', password: 'anna-home', tags: [OWN_TAG] })
      await lab.call('grant', { principal: 'Anna', object: 'home/right:WebInterfaceApps' })
    })
    const [own, theirs] = [await lab.user('home', 'Anna'), await lab.user('home', 'Anna@Office')]
    expect([own.origin, theirs.origin]).toEqual([undefined, SERIALS.office])
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    expect(await lab.reason('home', OWN_TAG)).toBe('NOT_CONFIGURED')
    await lab.saving('home', () => lab.call('grant', { principal: 'Anna', object: 'home/access:Front Door' }))
    expect(await lab.reason('home', OWN_TAG)).toBe('ALLOWED')
    const { entries } = await lab.call('history', { reader: 'home/front-door' })
    expect(entries.map(({ user }) => user)).toEqual(['Anna', 'Anna', 'Anna@Office'])
    expect([lab.logIn('home', 'Anna', 'anna-home'), lab.logIn('home', 'Anna@Home', 'anna-home')]).toEqual([200, 200])
    expect(lab.logIn('home', 'Anna@Office', 'anna-home')).not.toBe(200)
  })
})
