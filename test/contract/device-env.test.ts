import { deviceEnv, machineRandom } from '../../sim/io/env.ts'
import { seededRandom } from '../../sim/world/seeded-random.ts'
import { describeDeviceEnv } from './device-env.ts'

describeDeviceEnv('the environment of a virtual device', (key) => deviceEnv(key, seededRandom(1)))
describeDeviceEnv('the environment of a live device', (key) => deviceEnv(key, machineRandom))
