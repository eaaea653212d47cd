import { join } from 'node:path';
import { webShop } from './web-shop';

const files = ['storefront', 'browsing', 'cart', 'orders', 'shipping'];

webShop({ manifests: files.map((file) => join(__dirname, 'manifests', `${file}.yaml`)) }).synth();
