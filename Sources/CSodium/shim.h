#pragma once
#include <sodium.h>
#include "sha256_blocks.h"
