"""The use cases: gather, publish, deliver, receive; each reads like what it does."""
