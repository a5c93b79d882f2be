import { createHash, createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { aFolder, aLiveRig } from '../../helpers/a-live-rig.ts'

// Written from docs/miniserver-protocol.md and from nothing else: nothing of loxrig's own code is imported here.

const ENROLMENT = 'test/scenarios/rigs/enrolment.yaml'
const BLUE = '04 A1 B2 C3 D4 E5 80'

/** An enrolment station as they are in the field: HTTP with Basic, and a WebSocket for what happens. */
class Station {
  readonly #url: string
  readonly #authorization: string

  constructor(url: string, user: string, password: string) {
    this.#url = url
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  }

  /** The body as it came. */
  async body(path: string): Promise<string> {
    const response = await fetch(`${this.#url}/${path}`, { headers: { authorization: this.#authorization } })
    return response.text()
  }

  async value(path: string): Promise<unknown> {
    return JSON.parse(await this.body(path)).LL.value
  }

  async visuHash(user: string, password: string): Promise<string> {
    const { key, salt, hashAlg } = (await this.value(`jdev/sys/getvisusalt/${user}`)) as Record<string, string>
    return proof(String(hashAlg), String(key), `${password}:${salt}`)
  }
}

function proof(hashAlg: string, key: string, text: string, of = ''): string {
  const hash = createHash(hashAlg).update(text).digest('hex').toUpperCase()
  return createHmac(hashAlg, Buffer.from(key, 'hex'))
    .update(of === '' ? hash : `${of}:${hash}`)
    .digest('hex')
}

/** A socket that is logged in and has states enabled; calls back with every text state, by its uuid. */
async function statesOf(url: string, user: string, password: string, told: (uuid: string, text: string) => void) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws/rfc6455`, 'remotecontrol')
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  let identifier = 0
  const texts: ((text: string) => void)[] = []
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (!isBinary) texts.shift()?.(data.toString('utf8'))
    else if (data.length === 8 && data[0] === 3) identifier = data[1] ?? 0
    else if (identifier === 3) for (const { uuid, text } of textEvents(data)) told(uuid, text)
  })
  const ask = async (command: string): Promise<Record<string, string>> => {
    const answer = new Promise<string>((resolve) => texts.push(resolve))
    socket.send(command)
    return JSON.parse(await answer).LL.value
  }
  const { key = '', salt, hashAlg = '' } = await ask(`jdev/sys/getkey2/${user}`)
  const hash = proof(hashAlg, key, `${password}:${salt}`, user)
  await ask(`jdev/sys/getjwt/${hash}/${user}/4/edfc5f9a-df3f-4cad-9dddcdc42c732be2/station`)
  await ask('jdev/sps/enablebinstatusupdate')
}

/** UUID, UUID of an icon, length, text, padded to four bytes. */
function textEvents(bytes: Buffer): { uuid: string; text: string }[] {
  const events: { uuid: string; text: string }[] = []
  for (let at = 0; at + 36 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 32)
    const [a, b, c] = [bytes.readUInt32LE(at), bytes.readUInt16LE(at + 4), bytes.readUInt16LE(at + 6)]
    const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')
    const uuid = `${hex(a, 8)}-${hex(b, 4)}-${hex(c, 4)}-${bytes.toString('hex', at + 8, at + 16)}`
    events.push({ uuid, text: bytes.toString('utf8', at + 36, at + 36 + length) })
    at += 36 + Math.ceil(length / 4) * 4
  }
  return events
}

test('R163, C55: a station that knows nothing but the public API learns a tag at a live keypad and gives it to a user', async () => {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'enrolment.yaml')
  await writeFile(file, (await readFile(ENROLMENT, 'utf8')).replace('rig: enrolment', 'rig: two-sites'))
  await using rig = await aLiveRig({ folder, words: [file] })
  const url = rig.card.miniservers.office?.internal.http ?? ''
  const station = new Station(url, 'admin', 'office-admin')

  const { controls } = JSON.parse(await station.body('data/LoxAPP3.json'))
  const keypad = Object.values<Record<string, unknown>>(controls).find(({ type }) => type === 'NfcCodeTouch')
  const { uuidAction, states } = keypad as { uuidAction: string; states: Record<string, string> }
  const heard: string[] = []
  let next: (text: string) => void = () => {}
  await statesOf(url, 'admin', 'office-admin', (uuid, text) => {
    if (uuid === states.nfcLearnResult && text !== '') next(text)
    if (uuid === states.nfcLearnResult) heard.push(text)
  })
  const learned = async (tag: string): Promise<string> => {
    const told = new Promise<string>((resolve) => {
      next = resolve
    })
    const path = `ios/${await station.visuHash('admin', '9753')}/${uuidAction}/nfc/startlearn`
    expect(await station.body(`jdev/sps/${path}`)).toBe(`{"LL":{"control":"dev/sps/${path}","value":"1","Code":"200"}}`)
    await rig.run('tap', 'office/front-door', tag)
    return told
  }

  // Without the password, and with a wrong one.
  for (const path of [`io/${uuidAction}/nfc/startlearn`, `ios/${'0'.repeat(64)}/${uuidAction}/nfc/startlearn`])
    expect(JSON.parse(await station.body(`jdev/sps/${path}`)).LL.Code).toBe('500')

  // Anna's card is known, and Anna's; it opened nothing.
  const users = JSON.parse(String(await station.value('jdev/sps/getuserlist2'))) as { name: string; uuid: string }[]
  const uuidOf = (name: string) => users.find((each) => each.name === name)?.uuid
  expect(await learned('blue-card')).toBe(
    `{"id":"${BLUE}","name":"blue-card","userUuid":"${uuidOf('Anna')}","deviceUuid":null}`,
  )
  expect(await station.value(`jdev/sps/io/${uuidAction}/history`)).toEqual('visualisation password wrong')

  // A white card gets an id of its own, is Vera's from then on, and has a name that can be changed.
  const { id } = JSON.parse(await learned('white-card')) as { id: string }
  expect(id).toMatch(/^(?:[0-9A-F]{2} ){8}EC$/)
  for (const name of ['Card', 'Veras%20Card']) {
    const path = `addusernfc/${uuidOf('Vera')}/${encodeURIComponent(id)}/${name}`
    expect(JSON.parse(await station.body(`jdev/sps/${path}`)).LL.Code).toBe('200')
  }
  const vera = JSON.parse(String(await station.value(`jdev/sps/getuser/${uuidOf('Vera')}`)))
  expect(vera.nfcTags).toEqual([{ name: 'Veras Card', id }])
  expect(await rig.json('tap', 'office/front-door', 'white-card')).toMatchObject({ user: { name: 'Vera' } })

  // It is another one once it was learned again.
  expect(JSON.parse(await learned('white-card')).id).not.toBe(id)
  expect(heard).toHaveLength(4)
})
