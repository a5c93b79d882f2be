/** A bare client of PC/SC with nothing of ours in it: says when it has the UID of a card that is laid on the reader of that name. */
import { NFC } from 'nfc-pcsc'

const [name] = process.argv.slice(2)
const ignore = () => {}
const nfc = new NFC({ log: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore })
nfc.on('error', ignore)
nfc.on('reader', (reader) => {
  reader.on('error', ignore)
  if (reader.name !== name) return
  reader.autoProcessing = false
  reader.on('card', async () => {
    await reader.transmit(Buffer.from([0xff, 0xca, 0x00, 0x00, 0x00]), 64)
    process.send({ type: 'read', atNs: String(process.hrtime.bigint()) })
  })
  process.send({ type: 'ready' })
})
// A client that is closed too early never ends, so it is not closed at all.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
