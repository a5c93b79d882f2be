import { VirtualApi } from '../../sim/world/api.ts'
import { describeApiSessions } from './api-sessions.ts'

describeApiSessions('the virtual API', async () => {
  const sessions = new VirtualApi()
  let clients = 0
  let requests = 0
  return {
    sessions,
    async connect() {
      const session = `client-${++clients}`
      const heard: string[] = []
      sessions.connect(session, (said) => heard.push(said.type === 'closed' ? `closed ${said.code}` : said.type))
      return { session, heard, ask: async () => ++requests }
    },
    settled: async () => {},
    dispose: async () => {},
  }
})
