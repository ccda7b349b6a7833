// Entry of the worker thread of WorkerPlanner: one task in, messages of progress, one result out.
import { parentPort, workerData } from 'node:worker_threads';
import { carryOut, type Task } from './task.js';

const result = await carryOut(workerData as Task, progress => parentPort?.postMessage({ progress }));
parentPort?.postMessage({ result });
