import { expect, test } from 'vitest'
import { shownMessage, traceText } from '../../../rigs/evidence/trace.ts'
import { setUpTrusts } from '../../../rigs/setup-trusts.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { aLab, type Lab } from './a-lab.ts'

const CODE_DIGEST = '5ec2e7d19e5ec2e7d19e5ec2e7d19e5ec2e7d19e'
const NEW_PASSWORD = 'anna-n3w-password'
const VISU_PASSWORD = 'anna-v1su-password'
const NOBODYS_TAG = '04 DE AD BE EF 05 80'

/** What people do in a whole run: a join, taps and touches of every kind, edits, saves, logins, a reboot, silence. */
async function live(lab: Lab): Promise<{ answers: unknown[]; secrets: string[] }> {
  const answers: unknown[] = []
  const ask: Lab['call'] = async (name, input) => {
    const answer = await lab.call(name, input)
    answers.push(answer)
    return answer
  }
  await setUpTrusts(lab.rig.context)
  const { uuid } = await lab.user('office', 'Anna')
  const edit = { site: 'office', user: 'Anna', password: NEW_PASSWORD, visuPassword: VISU_PASSWORD }
  await lab.saving('office', () => ask('user-edit', { ...edit, addTags: ['04 0A 0B 0C 0D 0E 80'] }))
  const caller = lab.rig.estate.administrators.get('office')
  if (caller === undefined) throw new TypeError('no administrator')
  const coded = { type: 'edit-user', uuid, change: { codeDigest: CODE_DIGEST } } as const
  await lab.rig.estate.control('office', caller, { type: 'edit-program', edits: [coded] })
  await ask('config-load', { site: 'office' })
  const { keyFile } = await lab.call('trust-key', { site: 'office' })
  await lab.saving('home', () => ask('grant', { principal: 'Anna@Office', object: 'home/right:WebInterfaceApps' }))
  for (const site of ['office', 'home'] as const) {
    for (const tag of ['blue-card', 'red-card', 'green-card', NOBODYS_TAG]) {
      answers.push(await lab.tap(site, tag))
    }
    for (const ibutton of ['blue-button', 'red-button']) answers.push(await lab.touch(site, ibutton))
  }
  const tokens = [lab.token('office', 'Otto', 'office-otto'), lab.token('home', 'Anna@Office', NEW_PASSWORD)]
  expect(lab.logIn('home', 'Anna@Office', 'wrong-password')).toBe(401)
  await expect(lab.call('trust-join', { site: 'home', keyFile: `${keyFile}x` })).rejects.toMatchObject({
    code: 'KEY_INVALID',
  })
  lab.rig.estate.network.cut('504F94A00001')
  await lab.advance(1_000_000)
  answers.push(await lab.tap('home', 'blue-card'))
  lab.reboot('home')
  for (const site of ['office', 'home']) {
    for (const name of ['user-list', 'trust-status', 'group-list'] as const) await ask(name, { site })
    await ask('history', { reader: `${site}/front-door` })
  }
  await ask('status', {})
  await ask('explain', { user: 'Anna@Office', object: 'home/access:Front Door' })
  return { answers, secrets: [...tokens, keyFile, (JSON.parse(keyFile) as { secret: string }).secret] }
}

/** Every secret there is in the lab, as it might be spelled. */
async function secretsOf(lab: Lab): Promise<string[]> {
  const programs = [await lab.program('office'), await lab.program('home')]
  const users = programs.flatMap((program) => [...program.users.values()])
  const ids = users.flatMap(({ tags, ibuttons }) => [...tags, ...ibuttons].map(({ id }) => id))
  const hashes = users.flatMap(({ password, visuPassword }) =>
    [password, visuPassword].flatMap((kept) => (kept === undefined ? [] : [kept.hash, kept.salt])),
  )
  const factory = lab.rig.estate.plans.flatMap(({ codeKey, deviceKeys, logins }) => [
    codeKey,
    ...deviceKeys.values(),
    ...logins.map(({ password }) => password),
  ])
  const spelled = [...ids, NOBODYS_TAG].flatMap((id) => {
    const bytes = id.split(/[ .]/)
    return [' ', '', ':', '-', '.'].map((between) => bytes.join(between))
  })
  // As OWFS and readers write a ROM: its serial number alone, in either order.
  const roms = ids.filter((id) => id.includes('.')).map((id) => id.split('.').slice(1, -1))
  const serials = roms.flatMap((serial) => [serial.join(''), serial.toReversed().join('')])
  return [...spelled, ...serials, ...hashes, ...factory, NEW_PASSWORD, VISU_PASSWORD, CODE_DIGEST]
}

test('I3: over a whole run no id, password, hash, digest of a code, key or token is on the bus, in a decision, a notice, an answer or the trace', async () => {
  const lab = await aLab({ trusts: false })
  const { seen, estate } = lab.rig
  const { answers, secrets } = await live(lab)
  const said = [...seen, ...estate.retained()]
  const texts = { bus: JSON.stringify(said), trace: traceOf(seen), answers: JSON.stringify(answers) }
  const all = [...secrets, ...(await secretsOf(lab))].filter((secret) => secret !== 'admin')
  expect(all.length).toBeGreaterThan(80)
  for (const [where, text] of Object.entries(texts)) {
    const lower = text.toLowerCase()
    expect(
      all.filter((secret) => lower.includes(secret.toLowerCase())),
      where,
    ).toEqual([])
    expect(lower, where).toContain('blue-card')
  }
  const channels = new Set(said.map(({ channel }) => channel))
  for (const channel of ['event', 'decision', 'notice', 'receipt', 'command', 'state'] as const) {
    expect(channels).toContain(channel)
  }
})

function traceOf(seen: readonly BusMessage[]): string {
  return traceText(seen.map((message) => ({ type: 'message', atMs: 0, message: shownMessage(message) })))
}
