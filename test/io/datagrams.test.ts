import { expect, test } from 'vitest'
import { type OpenDatagrams, openDatagrams } from '../../sim/io/datagrams.ts'

const HERE = '127.0.0.1'
const OFFICE = '504F94A00001'

const aPort = (addressOf: (serial: string) => string | undefined = () => undefined): Promise<OpenDatagrams> =>
  openDatagrams({ host: HERE, port: 0, addressOf })

const next = (datagrams: OpenDatagrams): Promise<string> =>
  new Promise((resolve) => datagrams.onMessage((bytes) => resolve(Buffer.from(bytes).toString())))

test('a datagram goes to a Miniserver of the rig by its serial, and to anybody by address', async () => {
  await using office = await aPort()
  await using home = await aPort((serial) => (serial === OFFICE ? `${HERE}:${office.port}` : undefined))
  const bySerial = next(office)
  home.send({ serial: OFFICE }, Buffer.from('by serial'))
  expect(await bySerial).toBe('by serial')
  const byAddress = next(office)
  home.send({ address: `${HERE}:${office.port}` }, Buffer.from('by address'))
  expect(await byAddress).toBe('by address')
})

test('what cannot be sent is lost, and the port goes on', async () => {
  await using office = await aPort()
  await using home = await aPort()
  for (const to of [
    { serial: OFFICE },
    { address: 'nowhere' },
    { address: 'not.a.host.invalid:1' },
    { address: `${HERE}:9` },
  ])
    home.send(to, Buffer.from('lost'))
  home.send({ address: `${HERE}:70000` }, Buffer.from('lost'))
  home.send({ address: `${HERE}:${office.port}` }, Buffer.alloc(70_000))
  const heard = next(office)
  home.send({ address: `${HERE}:${office.port}` }, Buffer.from('heard'))
  expect(await heard).toBe('heard')
})

test('what is sent after the end is lost, and an end may come twice', async () => {
  const office = await aPort()
  await office[Symbol.asyncDispose]()
  expect(() => office.send({ address: `${HERE}:9` }, Buffer.from('too late'))).not.toThrow()
  await office[Symbol.asyncDispose]()
})

test('a port that somebody has is said to be taken', async () => {
  await using office = await aPort()
  const again = openDatagrams({ host: HERE, port: office.port, addressOf: () => undefined })
  await expect(again).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(`${office.port}`) })
})
