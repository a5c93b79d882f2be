import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { userRecord } from '../../../sim/domain/trust/sharing.ts'
import { aLab, type Lab, SERIALS } from './a-lab.ts'

const HER_BUTTON = '01.CD8967452399'

const shareClara = (lab: Lab): Promise<void> => lab.saving('home', () => lab.share({ user: 'Clara' }))
const grantClara = (lab: Lab): Promise<unknown> =>
  lab.call('grant', { principal: 'Clara@Office', object: 'home/access:Front Door' })

describe('a user of Office at Home', () => {
  test('R46: is unknown there until the document that adds her is saved', async () => {
    const lab = await aLab()
    expect(await lab.reason('office', 'green-card')).toBe('ALLOWED')
    await lab.call('config-load', { site: 'home' })
    await lab.share({ user: 'Clara' })
    await lab.rig.estate.settled()
    expect(await lab.reason('home', 'green-card')).toBe('UNKNOWN_CREDENTIAL')
    await lab.call('config-save', { site: 'home' })
    expect(await lab.reason('home', 'green-card')).toBe('NOT_CONFIGURED')
  })

  test('R41, R43: comes without any right, and is denied until access is granted and saved', async () => {
    const lab = await aLab()
    const before = (await lab.program('home')).assignments
    const clara = { site: 'office', user: 'Clara', password: 'clara-office', addIbuttons: [HER_BUTTON] }
    await lab.saving('office', () => lab.call('user-edit', clara))
    await shareClara(lab)
    const [atOffice, atHome] = [await lab.user('office', 'Clara'), await lab.user('home', 'Clara@Office')]
    expect(await lab.assignedTo('office', atOffice)).not.toEqual([])
    expect(atOffice.groups).not.toEqual([])
    expect((await lab.program('home')).assignments).toEqual(before)
    expect(atHome.groups).toEqual([])
    const denied = await lab.tap('home', 'green-card')
    expect(denied).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED', user: { name: 'Clara' }, paths: [] })
    expect(denied.effects).toEqual([{ type: 'feedback', signal: 'denied' }])
    expect(await lab.touch('home', HER_BUTTON)).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
    expect(lab.logIn('home', 'Clara@Office', 'clara-office')).toBe(403)

    await lab.call('config-load', { site: 'home' })
    await grantClara(lab)
    expect(await lab.reason('home', 'green-card')).toBe('NOT_CONFIGURED')
    await lab.call('config-save', { site: 'home' })
    expect(await lab.tap('home', 'green-card')).toMatchObject({
      outcome: 'granted',
      effects: [{ type: 'pulse', output: 'O1', name: 'Front Strike', pulseMs: 3_000 }, { signal: 'granted' }],
    })
  })

  test('a grant that was discarded does nothing, and neither does one that was revoked again', async () => {
    const lab = await aLab()
    await shareClara(lab)
    await lab.call('config-load', { site: 'home' })
    await grantClara(lab)
    await lab.call('config-discard', { site: 'home' })
    expect(await lab.reason('home', 'green-card')).toBe('NOT_CONFIGURED')
    await lab.saving('home', () => grantClara(lab))
    expect(await lab.reason('home', 'green-card')).toBe('ALLOWED')
    const revoked = { principal: 'Clara@Office', object: 'home/access:Front Door' }
    await lab.saving('home', () => lab.call('revoke', revoked))
    expect(await lab.reason('home', 'green-card')).toBe('NOT_CONFIGURED')
  })

  test('R44: needs the right to the user interface and that to the door, each by itself', async () => {
    const lab = await aLab()
    await lab.saving('office', () => lab.call('user-edit', { site: 'office', user: 'Clara', password: 'clara-office' }))
    expect(lab.logIn('office', 'Clara', 'clara-office')).toBe(200)
    await shareClara(lab)
    expect(lab.logIn('home', 'Clara@Office', 'clara-office')).toBe(403)
    const may = async () => [lab.logIn('home', 'Clara@Office', 'clara-office'), await lab.reason('home', 'green-card')]
    await lab.saving('home', () => grantClara(lab))
    expect(await may()).toEqual([403, 'ALLOWED'])
    const app = { principal: 'Clara@Office', object: 'home/right:WebInterfaceApps' }
    await lab.saving('home', () => lab.call('grant', app))
    expect(await may()).toEqual([200, 'ALLOWED'])
    await lab.saving('home', () => lab.call('revoke', { principal: 'Clara@Office', object: 'home/access:Front Door' }))
    expect(await may()).toEqual([200, 'NOT_CONFIGURED'])
  })

  test('R40: has the password, tags, access code and iButtons that she has at Office', async () => {
    const lab = await aLab()
    const { uuid } = await lab.user('office', 'Clara')
    const codeKey = lab.rig.estate.plans.find(({ site }) => site === 'office')?.codeKey ?? ''
    const codeDigest = createHmac('sha256', Buffer.from(codeKey, 'hex')).update('4711').digest('hex').slice(0, 40)
    await lab.saving('office', () =>
      lab.call('user-edit', {
        site: 'office',
        user: 'Clara',
        password: 'clara-office',
        addIbuttons: [HER_BUTTON],
      }),
    )
    await lab.rig.estate.control('office', administrator(lab), {
      type: 'edit-program',
      edits: [{ type: 'edit-user', uuid, change: { codeDigest } }],
    })
    await shareClara(lab)
    const [atOffice, atHome] = [await lab.user('office', 'Clara'), await lab.user('home', 'Clara@Office')]
    expect(userRecord(atHome)).toEqual(userRecord(atOffice))
    expect(atHome).toMatchObject({ codeDigest, password: userRecord(atOffice).password, uniqueUserId: '1003' })
    expect([atHome.tags, atHome.ibuttons].map(({ length }) => length)).toEqual([1, 1])
    const doors = ['home/access:Front Door', 'home/access:Side Door']
    await lab.saving('home', async () => {
      for (const object of doors) await lab.call('grant', { principal: 'Clara@Office', object })
    })
    expect(await lab.tap('home', 'green-card')).toMatchObject({
      outcome: 'granted',
      credential: { name: 'green-card' },
    })
    expect(await lab.touch('home', HER_BUTTON)).toMatchObject({ outcome: 'granted', user: { name: 'Clara' } })
  })

  test('R42: has an NFC Code Touch ID of Home’s own, empty at first, whatever Office calls her', async () => {
    const lab = await aLab()
    const named = (site: 'office' | 'home', user: string, nfcCodeTouchId: string) =>
      lab.saving(site, () => lab.call('user-edit', { site, user, nfcCodeTouchId }))
    await named('office', 'Clara', 'C-Office')
    await shareClara(lab)
    expect((await lab.user('home', 'Clara@Office')).nfcCodeTouchId).toBe('')
    await named('home', 'Clara@Office', 'C-Home')
    await named('office', 'Clara', 'C-New')
    const both = [await lab.user('office', 'Clara'), await lab.user('home', 'Clara@Office')]
    expect(both.map(({ nfcCodeTouchId }) => nfcCodeTouchId)).toEqual(['C-New', 'C-Home'])
  })

  test('R38: is shown with the name of the Miniserver she comes from, in lists, decisions and history', async () => {
    const lab = await aLab()
    const origin = { serial: SERIALS.office, name: 'Office' }
    const { users } = await lab.call('user-list', { site: 'home', app: true })
    expect(users.find(({ user }) => user === 'Anna@Office')).toMatchObject({ origin })
    expect(await lab.tap('home', 'blue-card')).toMatchObject({ user: { name: 'Anna', origin } })
    const { entries } = await lab.call('history', { reader: 'home/front-door' })
    expect(entries).toMatchObject([{ user: 'Anna@Office' }])
  })

  test('is decided with the position in Office’s feed that Home has applied', async () => {
    const lab = await aLab()
    const { trust: before } = await lab.tap('home', 'blue-card')
    await lab.saving('office', () => lab.call('user-edit', { site: 'office', user: 'Anna', uniqueUserId: '2001' }))
    const { trust: after } = await lab.tap('home', 'blue-card')
    expect(before?.origin).toBe(SERIALS.office)
    expect(after?.seq).toBe((before?.seq ?? 0) + 1)
  })
})

function administrator({ rig }: Lab) {
  const caller = rig.estate.administrators.get('office')
  if (caller === undefined) throw new TypeError('no administrator')
  return caller
}
