import { describe, expect, test } from 'vitest'
import { findMember } from '../../../sim/domain/program/lookup.ts'
import { aLab, type Lab, SERIALS } from './a-lab.ts'

/** Office creates a Trust with Home as a member, and saves; the key file. */
async function invited(lab: Lab): Promise<string> {
  await lab.call('config-load', { site: 'office' })
  await lab.call('trust-create', { site: 'office', name: 'Company' })
  await lab.call('trust-add-member', { site: 'office', member: 'home' })
  const { keyFile } = await lab.call('trust-key', { site: 'office' })
  await lab.call('config-save', { site: 'office' })
  return keyFile
}

async function trustAt(lab: Lab, site: 'office' | 'home') {
  const { trusts } = await lab.call('trust-status', { site })
  return trusts[0]
}

/** How Office’s open document and its running program call Home. */
async function namesOfHome(lab: Lab): Promise<{ document: string; running: string }> {
  const name = (member: { serial: string; name: string }) => member.serial === SERIALS.home
  const document = lab.rig.context.documents.get('office', 'config').program
  const entries = [...document.trusts.values()].flatMap(({ members }) => members)
  const entry = entries.find(({ serial }) => serial === SERIALS.home)
  const status = await trustAt(lab, 'office')
  return {
    document: entry?.info?.name ?? entry?.serial ?? '',
    running: status?.members.find(name)?.name ?? '',
  }
}

describe('a Miniserver that joins', () => {
  test('R24, C7: and reboots before it is saved is no member; its manager keeps it as pending, and it may join again', async () => {
    const lab = await aLab({ trusts: false })
    const keyFile = await invited(lab)
    await lab.call('trust-join', { site: 'home', keyFile })
    expect(await trustAt(lab, 'home')).toMatchObject({ role: 'unsaved' })
    lab.reboot('home')
    expect(await trustAt(lab, 'home')).toBeUndefined()
    const member = { serial: SERIALS.home, state: 'joined' }
    expect((await trustAt(lab, 'office'))?.members).toContainEqual(expect.objectContaining(member))

    await lab.call('trust-join', { site: 'home', keyFile })
    await lab.saving('home', async () => {})
    lab.reboot('home')
    expect(await trustAt(lab, 'home')).toMatchObject({ role: 'member', manager: SERIALS.office })
  })

  test('R27: is known by its name to the running manager at once, to the open document only after a load', async () => {
    const lab = await aLab({ trusts: false })
    const keyFile = await invited(lab)
    expect(await namesOfHome(lab)).toEqual({ document: SERIALS.home, running: SERIALS.home })
    await lab.call('trust-join', { site: 'home', keyFile })
    expect(await namesOfHome(lab)).toEqual({ document: SERIALS.home, running: 'Home' })
    await lab.call('config-load', { site: 'office' })
    expect(await namesOfHome(lab)).toEqual({ document: 'Home', running: 'Home' })
  })

  test('R28: makes the Trust ready when it was loaded on the manager, and not before', async () => {
    const lab = await aLab({ trusts: false })
    const keyFile = await invited(lab)
    await lab.call('trust-join', { site: 'home', keyFile })
    await lab.saving('home', async () => {})
    const stateOfHome = async () => {
      const trust = await trustAt(lab, 'office')
      return [trust?.ready, trust?.members.find(({ serial }) => serial === SERIALS.home)?.state]
    }
    expect(await stateOfHome()).toEqual([false, 'joined'])
    await lab.call('status', {})
    await lab.call('explain', { user: 'Anna', site: 'office', object: 'office/access:Front Door' })
    expect(await stateOfHome()).toEqual([false, 'joined'])
    await lab.call('config-load', { site: 'office' })
    expect(await stateOfHome()).toEqual([true, 'finalized'])
    expect(findMember(await lab.program('office'), 'Home')).toBe(SERIALS.home)
  })

  test('C9: is not lost by a document of the manager that does not know of it', async () => {
    const lab = await aLab({ trusts: false })
    const keyFile = await invited(lab)
    await lab.call('trust-join', { site: 'home', keyFile })
    await expect(lab.call('config-save', { site: 'office' })).rejects.toMatchObject({ code: 'STALE_DOCUMENT' })
    expect((await trustAt(lab, 'office'))?.members).toContainEqual(expect.objectContaining({ name: 'Home' }))
  })
})
