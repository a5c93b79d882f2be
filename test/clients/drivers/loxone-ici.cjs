/**
 * Network Intercommunication of somebody else: it calls itself `id`, listens on a port of its own and tells it. Each path is a value
 * to set and to send on, as JSON: `{"to":"127.0.0.1:61263","remote":"home","packet":"bell","kind":"digital","value":true}`.
 */
const { run, tell } = require('./common.cjs')
const { DATA_TYPE, LoxoneServer } = require('loxone-ici')

const KINDS = { digital: DATA_TYPE.DIGITAL, analog: DATA_TYPE.ANALOG, text: DATA_TYPE.TEXT }

run(async ({ id, listens }, onPath) => {
  const server = new LoxoneServer({ ownId: id })
  for (const [packet, kind] of Object.entries(listens)) {
    server.inputListener(packet)[kind]((value) => tell({ type: 'heard', packet, kind, value }))
  }
  server.on('input', ({ packet }) =>
    tell({ type: 'packet', from: packet.sourceId, to: packet.targetId, packet: packet.packetId }),
  )
  await server.bind(0, '127.0.0.1')
  tell({ type: 'bound', port: server.server.address().port })
  const remotes = new Map()
  onPath((path) => {
    const { to, remote, packet, kind, value } = JSON.parse(path)
    const [address, port] = to.split(':')
    const known = remotes.get(remote) ?? server.createRemoteSystem({ remoteId: remote, address, port: Number(port) })
    remotes.set(remote, known)
    known.createOutput(packet, KINDS[kind]).setValue(value)
    tell({ type: 'answer', path, code: '200', value: null })
  })
})
