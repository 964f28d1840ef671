# 처음 받은 저장소에서 `make serve`와 `make test`만으로 모든 준비가 끝납니다.
# Windows처럼 make가 없는 곳에서는 README의 「make 없이」를 보십시오.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Stamps: a second run installs nothing, an edited lock file installs again.
BUILD  := $(VENV)/.build-ready
DEV    := $(VENV)/.dev-ready

.DEFAULT_GOAL := help
.PHONY: help serve new check fix site offline test pdf bench search-bench labs fuzz audit stale lint format lock clean

help: ## 이 도움말을 보여 줍니다
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(BUILD) ## 사이트를 띄우고, 고치면 바로 다시 보여 줍니다 (PORT=포트)
	$(BIN)/roadmap serve $(if $(PORT),--port $(PORT))

# 값은 환경 변수로 넘깁니다. 제목에 따옴표가 있어도 그대로입니다.
new: $(BUILD) ## 새 글의 틀을 만듭니다. 빠진 것은 묻습니다 (TOPIC=주제 SLUG=이름 TITLE=제목 STAGE=단계 MINUTES=분 AFTER=글)
	@$(BIN)/roadmap new $(if $(TOPIC),--topic="$$TOPIC") $(if $(SLUG),--slug="$$SLUG") \
		$(if $(TITLE),--title="$$TITLE") $(if $(STAGE),--stage="$$STAGE") \
		$(if $(MINUTES),--minutes="$$MINUTES") $(if $(AFTER),--after="$$AFTER")

check: $(BUILD) ## 데이터와 글을 빠르게 검사합니다 (FILES=파일 FORMAT=github)
	$(BIN)/roadmap check $(FILES) $(if $(FORMAT),--format $(FORMAT))

fix: $(BUILD) ## 고치는 법이 하나뿐인 것을 고치고 나머지를 알려 줍니다 (FILES=파일)
	$(BIN)/roadmap check --fix $(FILES)

site: $(BUILD) ## 올릴 사이트를 site/에 만듭니다
	$(BIN)/roadmap build

offline: $(BUILD) ## 오프라인 묶음(zip)을 dist/에 만듭니다
	$(BIN)/roadmap offline

test: $(DEV) lint ## 모든 검사와 시험을 실행합니다 (브라우저도 준비합니다)
	$(BIN)/mypy
	$(BIN)/python -m macros.browser
	$(BIN)/python -m pytest

pdf: $(DEV) ## 전체를 PDF로 만듭니다 (TOPIC=주제로 하나만)
	$(BIN)/python -m macros.browser
	$(BIN)/roadmap pdf $(TOPIC)

bench: $(DEV) ## 쪽의 무게와 Lighthouse를 테마 그대로와 나란히 잽니다 (Node가 필요합니다)
	$(BIN)/python -m macros.browser
	$(BIN)/python -m tests.bench.weight
	$(BIN)/python -m tests.bench.lighthouse

search-bench: $(DEV) ## 검색이 얼마나 잘, 빨리 찾는지 테마의 검색과 나란히 잽니다 (FILE=질문 파일)
	$(BIN)/python -m macros.browser
	$(BIN)/python -m tests.bench.search $(FILE)

labs: $(BUILD) ## 글의 명령을 진짜 컨트롤 플레인에서 실행합니다 (LESSON=글 UPDATE=1 RECORD=1 REAL=1)
	$(BIN)/roadmap labs $(LESSON) $(if $(UPDATE),--update) $(if $(RECORD),--record) $(if $(REAL),--real)

fuzz: $(DEV) ## 지어낸 잘못된 입력을 한도 안에서 넣고 셉니다 (COUNT=개수 SEED=씨앗)
	$(BIN)/python -m tests.fuzz $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

audit: $(DEV) ## 고정한 패키지에 알려진 약점이 없는지 묻습니다 (인터넷이 필요합니다)
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements-dev.txt

stale: $(BUILD) ## 확인한 지 오래된 자료를 알려 줍니다
	$(BIN)/roadmap stale --format issue

lint: $(DEV) ## 파이썬 코드의 형식을 검사합니다
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(DEV) ## 파이썬 코드를 정돈합니다
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ## 의존성을 다시 고정합니다 (pyproject.toml을 고친 뒤)
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.9
	.venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.txt
	.venv-lock/bin/uv pip compile pyproject.toml --quiet --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements-dev.txt

clean: ## 만든 것을 모두 지웁니다
	rm -rf site dist pdf .build $(VENV) .venv-lock .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(BUILD): requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(BUILD)
	$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
