"""상품 목록 API. 파이썬 표준 라이브러리만 씁니다."""
import json
import os
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REDIS = (os.environ["REDIS_HOST"], 6379)


def redis(command):
    """한 줄 명령을 보내고 답의 줄들을 돌려줍니다."""
    with socket.create_connection(REDIS, timeout=1) as conn, conn.makefile("rw") as stream:
        stream.write(f"{command}\r\nQUIT\r\n")
        stream.flush()
        lines = stream.read().splitlines()
    if lines[0].startswith("-"):
        raise OSError(lines[0])
    # 목록의 답은 *3, $6, 값, $6, 값, … 이고 마지막은 QUIT의 +OK입니다.
    return [line for line in lines[:-1] if line[:1] not in "*$"]


class Handler(BaseHTTPRequestHandler):
    def answer(self, code, body):
        data = json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"
        self.send_response(code)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        try:
            if self.path == "/healthz":
                self.answer(200, {"status": "ok"})
            elif self.path == "/readyz":
                self.answer(200, {"redis": redis("PING")})
            elif self.path == "/api/items":
                self.answer(200, [{"name": name} for name in redis("LRANGE items 0 -1")])
            else:
                self.answer(404, {"error": "없는 주소입니다"})
        except OSError as error:
            self.answer(503, {"error": str(error)})

    def log_request(self, code="-", size="-"):
        if int(code) >= 400:
            super().log_request(code, size)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", 8080), Handler).serve_forever()
