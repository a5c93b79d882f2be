import { describe, expect, test } from 'vitest'
import type { Audit } from '../../../rigs/audit/audit.ts'
import { buildAudit } from '../../../rigs/audit/build-audit.ts'
import { fileRig } from '../../../rigs/audit/file-rig.ts'
import { wholeAudit } from '../../../rigs/audit/whole-audit.ts'
import { localRigClient } from '../../../rigs/control/local.ts'
import { openVirtualRig } from '../../../rigs/open.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'

const FILE = 'rigs/two-sites.yaml'
const INTERVAL = { fromMs: Date.UTC(2026, 9, 24, 22), untilMs: Date.UTC(2026, 9, 26, 23) }
const ASKED = { from: '2026-10-24T22:00:00Z', until: '2026-10-26T23:00:00Z' }

const answerOf = ({ doors, users, cells, answers }: Audit, site: string, user: string, door = 'Front Door') => {
  const cell = cells.find((each) => {
    const at = doors[each.door]
    return at?.site === site && at.name === door && users[each.user]?.name === user
  })
  return cell === undefined ? undefined : answers[cell.answer]
}

describe('an audit over sites', () => {
  const { rig } = fileRig(FILE)
  const audit = wholeAudit(buildAudit(rig, INTERVAL))

  test('names a person once, however many sites know them, with the Miniserver that owns them', () => {
    expect(audit.users.filter(({ name }) => name === 'Anna')).toEqual([{ name: 'Anna', origin: 'Office' }])
    expect(answerOf(audit, 'office', 'Anna')?.runs[0]?.via?.path).toBe('U:Anna')
    expect(answerOf(audit, 'home', 'Anna')?.runs[0]?.via?.path).toBe('U:Anna@Office')
  })

  test('is of a day of 25 hours and one of 24, and has no cell for who has nothing there', () => {
    expect(audit.minutes).toBe(49 * 60)
    expect(answerOf(audit, 'home', 'Anna')?.minutes).toBe(49 * 60)
    expect(answerOf(audit, 'home', 'Clara')).toBeUndefined()
  })

  test('shares an answer between pairs that are answered alike', () => {
    expect(answerOf(audit, 'home', 'Ben')).toBe(answerOf(audit, 'home', 'Ben', 'Side Door'))
  })

  test('of a rig that runs is that of its file', async () => {
    const running = await openVirtualRig(loadRigFile(FILE), { seed: 1, startWallMs: INTERVAL.fromMs, trusts: true })
    await using _rig = running
    const { call } = localRigClient(running.context)
    expect(await call('audit', ASKED)).toEqual(audit)
    expect(wholeAudit(await call('audit-compact', ASKED))).toEqual(audit)
  })

  test('P-151: a replica is judged as if its origin were heard, and by what that said of it last', async () => {
    const running = await openVirtualRig(loadRigFile(FILE), { seed: 1, startWallMs: INTERVAL.fromMs, trusts: true })
    await using _rig = running
    const { estate } = running.context
    const { call } = localRigClient(running.context)
    await call('user-edit', { site: 'office', user: 'Ben', status: 'disabled', app: true })
    await estate.settled()
    await estate.faults?.cut([{ from: { site: 'office' }, to: { site: 'home' } }])
    await call('time-advance', { duration: '2h' })
    expect(await call('explain', { user: 'Anna@Office', object: 'home/access:Front Door' })).toMatchObject({
      explanation: { reason: 'ORIGIN_OFFLINE' },
    })
    const after = await call('audit', ASKED)
    expect(answerOf(after, 'home', 'Anna')?.minutes).toBe(49 * 60)
    expect(answerOf(after, 'home', 'Ben')?.runs.map(({ reason }) => reason)).toEqual(['DISABLED_BY_SOURCE'])
    expect(answerOf(after, 'office', 'Ben')?.runs.map(({ reason }) => reason)).toEqual(['USER_DISABLED'])
  })

  test('P-156: a document at the origin reaches the doors of other sites', async () => {
    const running = await openVirtualRig(loadRigFile(FILE), { seed: 1, startWallMs: INTERVAL.fromMs, trusts: true })
    await using _rig = running
    const { call } = localRigClient(running.context)
    await call('config-load', { site: 'office' })
    await call('user-delete', { site: 'office', user: 'Ben' })
    const { changes } = await call('audit-diff', { ...ASKED, document: 'config' })
    expect(changes.map(({ site, door, user, gained }) => [site, door, user, gained.length])).toEqual([
      ['home', 'Front Door', 'Ben', 0],
      ['home', 'Side Door', 'Ben', 0],
      ['office', 'Front Door', 'Ben', 0],
      ['office', 'Side Door', 'Ben', 0],
    ])
  })
})
