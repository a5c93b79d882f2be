import { describe, expect, test } from 'vitest'
import { aLab, CONNECTION_TIMEOUT_MS, type Lab, SERIALS } from './a-lab.ts'

const setStatus = (lab: Lab, status: 'enabled' | 'disabled'): Promise<void> =>
  lab.saving('office', () => lab.call('user-edit', { site: 'office', user: 'Anna', status }))

const disabledHere = (lab: Lab, isDisabled: boolean): Promise<void> =>
  lab.saving('home', () => lab.call('user-edit', { site: 'home', user: 'Anna@Office', disabledHere: isDisabled }))

describe('what Office takes from a user', () => {
  test('by disabling her denies her at Home once it is saved, at both doors, until she is enabled again', async () => {
    const lab = await aLab()
    await lab.call('config-load', { site: 'office' })
    await lab.call('user-edit', { site: 'office', user: 'Anna', status: 'disabled' })
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    await lab.call('config-save', { site: 'office' })
    await lab.rig.estate.settled()
    expect(await lab.tap('home', 'blue-card')).toMatchObject({ outcome: 'denied', reason: 'DISABLED_BY_SOURCE' })
    expect(await lab.touch('home', 'blue-button')).toMatchObject({ reason: 'DISABLED_BY_SOURCE' })
    expect(await lab.reason('office', 'blue-card')).toBe('USER_DISABLED')
    await setStatus(lab, 'enabled')
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
  })

  test('from the App holds at Home at once, without a save or a restart', async () => {
    const lab = await aLab()
    await lab.call('user-edit', { site: 'office', user: 'Anna', status: 'disabled', app: true })
    await lab.rig.estate.settled()
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_BY_SOURCE')
    const restarts = lab.rig.seen.filter(({ channel, device }) => channel === '$state' && device === 'miniserver')
    expect(restarts).toEqual([])
  })

  test('her tag, is no longer hers at Home either', async () => {
    const lab = await aLab()
    const edit = { site: 'office', user: 'Anna', removeTags: ['blue-card'] }
    await lab.saving('office', () => lab.call('user-edit', edit))
    expect(await lab.reason('home', 'blue-card')).toBe('UNKNOWN_CREDENTIAL')
  })

  test('by deleting her removes her at Home with all that was assigned to her, and leaves the history its words', async () => {
    const lab = await aLab()
    const anna = await lab.user('home', 'Anna@Office')
    await lab.tap('home', 'blue-card')
    await lab.saving('office', () => lab.call('user-delete', { site: 'office', user: 'Anna' }))
    const home = await lab.program('home')
    expect(home.users.has(anna.uuid)).toBe(false)
    expect(await lab.assignedTo('home', anna)).toEqual([])
    expect([...home.imports.values()].filter(({ uuid }) => uuid === anna.uuid)).toEqual([])
    expect(await lab.reason('home', 'blue-card')).toBe('UNKNOWN_CREDENTIAL')
    const { entries } = await lab.call('history', { reader: 'home/front-door' })
    expect(entries.at(-1)).toMatchObject({ user: 'Anna@Office', output: 1 })
  })

  test('I4: changes no right at Home, whatever is edited there but a deletion', async () => {
    const lab = await aLab()
    const rights = async () => (await lab.program('home')).assignments
    const before = await rights()
    const anna = { site: 'office', user: 'Anna' }
    const front = { principal: 'Anna', object: 'office/access:Front Door' }
    const edits = [
      () => lab.call('user-edit', { ...anna, groups: [] }),
      () => lab.call('user-edit', { ...anna, status: 'disabled' }),
      () => lab.call('revoke', front),
      () => lab.call('deny', { ...front, object: 'office/access:Side Door' }),
      () => lab.call('user-edit', { ...anna, newName: 'Annette', status: 'enabled' }),
    ]
    for (const edit of edits) {
      await lab.saving('office', edit)
      expect(await rights()).toEqual(before)
    }
    expect(await lab.tap('home', 'blue-card')).toMatchObject({ outcome: 'granted', user: { name: 'Annette' } })
  })
})

describe('an Office that is not heard', () => {
  test('for longer than its connection timeout disables its users at Home, not before, and heals by itself', async () => {
    const lab = await aLab()
    const { network } = lab.rig.estate
    network.cut(SERIALS.office)
    await lab.advance(CONNECTION_TIMEOUT_MS / 2)
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    await lab.advance(CONNECTION_TIMEOUT_MS / 2)
    expect(await lab.reason('home', 'blue-card')).toBe('ORIGIN_OFFLINE')
    expect(await lab.touch('home', 'blue-button')).toMatchObject({ outcome: 'denied', reason: 'ORIGIN_OFFLINE' })
    expect(notices(lab)).toContain('trust-origin-offline')
    expect(await lab.reason('office', 'blue-card')).toBe('ALLOWED')
    network.mend(SERIALS.office)
    await lab.advance(CONNECTION_TIMEOUT_MS / 3)
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    expect(notices(lab).filter((name) => name === 'trust-origin-offline')).toHaveLength(1)
  })

  test('C31: and meanwhile deletes her: she enters until the timeout, is disabled then, and gone when it is heard', async () => {
    const lab = await aLab()
    const anna = await lab.user('home', 'Anna@Office')
    lab.rig.estate.network.cut(SERIALS.home)
    await lab.saving('office', () => lab.call('user-delete', { site: 'office', user: 'Anna' }))
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    await lab.advance(CONNECTION_TIMEOUT_MS)
    expect(await lab.reason('home', 'blue-card')).toBe('ORIGIN_OFFLINE')
    lab.rig.estate.network.mend(SERIALS.home)
    await lab.advance(CONNECTION_TIMEOUT_MS / 3)
    expect(await lab.reason('home', 'blue-card')).toBe('UNKNOWN_CREDENTIAL')
    expect(await lab.assignedTo('home', anna)).toEqual([])
    expect(await lab.reason('home', 'red-card')).toBe('ALLOWED')
    const { entries } = await lab.call('history', { reader: 'home/front-door' })
    expect(entries.filter(({ user }) => user === 'Anna@Office').map(({ reason }) => reason)).toEqual([
      'ORIGIN_OFFLINE',
      'ALLOWED',
    ])
  })

  test('I1: and meanwhile disables her: nobody of Office enters later than the timeout after it', async () => {
    const lab = await aLab()
    lab.rig.estate.network.cut(SERIALS.office)
    await setStatus(lab, 'disabled')
    const revokedMs = lab.rig.estate.world.monotonicMs
    const STEP_MS = 60_000
    let lastGrantMs = 0
    for (let step = 0; step < 40; step++) {
      await lab.advance(STEP_MS)
      if ((await lab.reason('home', 'blue-card')) === 'ALLOWED') lastGrantMs = lab.rig.estate.world.monotonicMs
    }
    expect(lastGrantMs).toBeGreaterThan(revokedMs)
    expect(lastGrantMs - revokedMs).toBeLessThanOrEqual(CONNECTION_TIMEOUT_MS)
  })

  test('since Home booted: nobody of it enters Home until it is heard', async () => {
    const lab = await aLab()
    lab.rig.estate.network.cut(SERIALS.office)
    lab.reboot('home')
    expect(await lab.reason('home', 'blue-card')).toBe('ORIGIN_OFFLINE')
    lab.rig.estate.network.mend(SERIALS.office)
    await lab.advance(60_000)
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
  })
})

describe('a user of Office who is disabled at Home', () => {
  test('C35: stays so over a sync, and where Office disables her, that comes first', async () => {
    const lab = await aLab()
    await disabledHere(lab, true)
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_HERE')
    await lab.saving('office', () => lab.call('user-edit', { site: 'office', user: 'Anna', uniqueUserId: '2001' }))
    expect(await lab.user('home', 'Anna@Office')).toMatchObject({ uniqueUserId: '2001', disabledHere: true })
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_HERE')
    await setStatus(lab, 'disabled')
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_BY_SOURCE')
    await disabledHere(lab, false)
    expect(await lab.reason('home', 'blue-card')).toBe('DISABLED_BY_SOURCE')
    await setStatus(lab, 'enabled')
    expect(await lab.reason('home', 'blue-card')).toBe('ALLOWED')
    expect(await lab.reason('office', 'blue-card')).toBe('ALLOWED')
  })
})

function notices({ rig }: Lab): string[] {
  return rig.seen.flatMap((message) => (message.channel === 'notice' && message.site === 'home' ? [message.name] : []))
}
