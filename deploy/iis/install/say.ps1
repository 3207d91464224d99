# What is said to the administrator, in the language of the machine or of -Language. The sentences are in texts.*.psd1.

function Import-InstallText {
    param([string] $Folder, [string] $Language)

    if (-not $Language) {
        $Language = $PSUICulture
    }
    $name = 'en'
    if ($Language -like 'de*') {
        $name = 'de'
    }
    $script:Texts = Import-PowerShellDataFile -Path (Join-Path $Folder "texts.$name.psd1")
    # The commands of the release follow the locale; this makes them speak as the script does.
    $script:TextLanguage = $name
}

function Get-Text {
    param([string] $Key, [object[]] $Values)

    return ($script:Texts[$Key] -f $Values)
}

function Write-Step {
    param([string] $Key, [object[]] $Values)

    Write-Host (Get-Text $Key $Values)
}

function Write-Caution {
    param([string] $Key, [object[]] $Values)

    Write-Host (Get-Text $Key $Values) -ForegroundColor Yellow
}

# Ends the script with a sentence. What was done so far is in the manifest, so the next run goes on from there.
function Stop-Installation {
    param([string] $Key, [object[]] $Values)

    throw (New-Object System.InvalidOperationException -ArgumentList (Get-Text $Key $Values))
}

# Asks before something is changed that this script did not make. -Force answers yes, -WhatIf only tells.
function Confirm-Foreign {
    param([string] $Key, [object[]] $Values)

    if ($script:AnswerYes -or $WhatIfPreference) {
        Write-Caution $Key $Values
        return
    }
    $answer = Read-Host -Prompt ((Get-Text $Key $Values) + ' ' + (Get-Text 'YesOrNo'))
    if ($answer -notmatch '^\s*[yj]') {
        Stop-Installation 'Declined'
    }
}
