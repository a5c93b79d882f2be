/** Loxone's own client: logs in with a token, loads the structure file, enables events, sends what it is told to, tells what comes. */
const { run, tell } = require('./common.cjs')
const LxCommunicator = require('lxcommunicator')

run(async ({ host, port, user, password, token }, onPath) => {
  const { WebSocketConfig } = LxCommunicator
  const config = new WebSocketConfig(
    WebSocketConfig.protocol.WS,
    'edfc5f9a-df3f-4cad-9dddcdc42c732be2',
    'loxrig test',
    WebSocketConfig.permission.APP,
    false,
  )
  config.delegate = {
    // Its token object is circular: name what is told.
    socketOnTokenReceived: (_socket, { token, validUntil, msPermission }) =>
      tell({ type: 'token', token, validUntil, msPermission }),
    socketOnConnectionClosed: (_socket, code) => tell({ type: 'closed', code }),
    socketOnEventReceived: (_socket, events) => {
      for (const { uuid, value, text } of events) tell({ type: 'event', uuid, value: text ?? value })
    },
  }
  const socket = new LxCommunicator.WebSocket(config)
  try {
    await socket.open(`${host}:${port}`, user, password, token)
    tell({ type: 'authorized' })
    tell({ type: 'structure', structure: JSON.parse(await socket.send('data/LoxAPP3.json')) })
    const { LL } = await socket.send('jdev/sps/enablebinstatusupdate')
    tell({ type: 'enabled', code: LL.Code, value: LL.value })
    onPath(async (path) => {
      // It rejects with the answer where the code is none of success.
      const answer = await socket.send(path).catch((refusal) => refusal)
      const { Code, code = Code, value } = answer.LL ?? answer
      tell({ type: 'answer', path, code: String(code), value })
    })
  } catch (error) {
    tell({ type: 'refused', errorCode: error?.errorCode, remaining: error?.remaining, message: error?.message })
  }
})
