import { openBroker } from '../../sim/io/broker.ts'
import { openMqttBus } from '../../sim/io/mqtt-bus.ts'
import { Traffic } from '../../sim/io/traffic.ts'
import { subscriptionsOf } from '../../sim/protocol/bus/subscriptions.ts'
import { BUS_MEMBERS, describeBus } from './bus.ts'

const PREFIX = 'loxrig/contract'
const ALARM = (notice: { readonly message: string }): void => {
  throw new Error(notice.message)
}

describeBus('MQTT over the embedded broker', async () => {
  const traffic = new Traffic()
  const logins = BUS_MEMBERS.map((role) => ({ username: `${role.site}-${role.device}`, password: role.device, role }))
  const broker = await openBroker({
    host: '127.0.0.1',
    port: 0,
    maxPortTries: 1,
    prefix: PREFIX,
    logins,
    onNotice: ALARM,
  })
  const opened: AsyncDisposable[] = []
  return {
    connect: async ({ site, device, role }) => {
      const devices = BUS_MEMBERS.filter((member) => member.site === site && member.role === 'device')
      const bus = await openMqttBus({
        url: broker.url,
        username: `${site}-${device}`,
        password: device,
        prefix: PREFIX,
        device: { site, device },
        subscriptions: subscriptionsOf(PREFIX, { role, site, device, devices: devices.map((member) => member.device) }),
        onNotice: ALARM,
        traffic,
      })
      opened.push(bus)
      return bus
    },
    settled: () => traffic.settled(),
    dispose: async () => {
      for (const each of opened) await each[Symbol.asyncDispose]()
      await broker[Symbol.asyncDispose]()
    },
  }
})
