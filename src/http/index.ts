export { MAX_BODY_BYTES } from './body.ts'
export { type RunningServer, type ServerOptions, startServer } from './server.ts'
export { SHAPES } from './shapes.ts'
