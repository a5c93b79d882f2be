/** The client under several Node-RED and homebridge plugins. It hashes with SHA1 only, and subscribes by itself. */
const { run, tell } = require('./common.cjs')
const API = require('node-lox-ws-api')

run(({ host, port, user, password }) => {
  const api = new API(`${host}:${port}`, user, password, false, 'Token-Enc')
  api.on('authorized', () => tell({ type: 'authorized' }))
  api.on('auth_failed', (message) =>
    tell({ type: 'refused', errorCode: Number(message?.code ?? message), message: String(message) }),
  )
  api.on('get_structure_file', (structure) => tell({ type: 'structure', structure }))
  api.on('update_event_value', (uuid, value) => tell({ type: 'event', uuid, value }))
  api.on('update_event_text', (uuid, value) => tell({ type: 'event', uuid, value }))
  api.on('close', (_failed, reason) => tell({ type: 'closed', reason: String(reason) }))
  api.on('connect_failed', (error) => tell({ type: 'refused', message: String(error) }))
  api.connect()
})
